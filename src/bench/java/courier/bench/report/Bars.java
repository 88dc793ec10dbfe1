package courier.bench.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A plot of bars over words, such as the arms of a comparison. */
public final class Bars {
    private final CategoryChart chart;

    /** An empty plot. */
    public Bars(String title, String x, String y) {
        chart = new CategoryChartBuilder()
                .width(Palette.WIDTH)
                .height(Palette.HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        Palette.frame(chart);
        chart.getStyler().setSeriesColors(Palette.colours());
        chart.getStyler().setYAxisMin(0.0);
    }

    /** Adds a bar over each of the words; {@code NaN} for none. All series have the same words. */
    public Bars bars(String name, Map<String, Double> heights) {
        chart.addSeries(name, List.copyOf(heights.keySet()), List.copyOf(heights.values()));
        return this;
    }

    /** Writes it as SVG. */
    public void write(Path file) {
        Palette.write(chart, file);
    }
}
