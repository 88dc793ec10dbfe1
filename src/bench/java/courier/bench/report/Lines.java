package courier.bench.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of lines over numbers, such as sizes or times. Its y axis begins at 0. */
public final class Lines {
    private final XYChart chart;
    private int lines;

    /** An empty plot. */
    public Lines(String title, String x, String y) {
        chart = new XYChartBuilder()
                .width(Palette.WIDTH)
                .height(Palette.HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        Palette.frame(chart);
        chart.getStyler().setPlotGridLinesColor(new Color(0xDDDDDD)).setYAxisMin(0.0);
    }

    /** Draws the x axis by powers of ten. */
    public Lines logarithmic() {
        chart.getStyler().setXAxisLogarithmic(true);
        return this;
    }

    /** Ends the x axis at a number: what lies behind it is not drawn. */
    public Lines until(double most) {
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(most);
        return this;
    }

    /** Adds a line with its points marked. */
    public Lines line(String name, SequencedMap<Double, Double> points) {
        add(name, points).setMarker(SeriesMarkers.CIRCLE);
        return this;
    }

    /** Adds a line of many points, unmarked. */
    public Lines curve(String name, SequencedMap<Double, Double> points) {
        add(name, points).setMarker(SeriesMarkers.NONE);
        return this;
    }

    private XYSeries add(String name, Map<Double, Double> points) {
        XYSeries series = chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values()));
        series.setLineColor(Palette.colour(lines));
        series.setMarkerColor(Palette.colour(lines));
        series.setLineStyle(Palette.stroke(lines));
        lines++;
        return series;
    }

    /** Writes it as SVG. */
    public void write(Path file) {
        Palette.write(chart, file);
    }
}
