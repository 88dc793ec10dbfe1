package courier.bench.report;

import courier.sandbox.measure.InFlight;
import courier.sandbox.measure.Window;
import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Calls in flight over time as a plot. */
public final class Timeline {
    private static final int STEP_MILLIS = 100;
    private static final Color LIMIT = Color.GRAY;
    private static final BasicStroke DOTTED =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {3, 3}, 0);

    private final Window window;
    private final XYChart chart;
    private int lines;

    /** A plot of a window; its time is told in seconds since its beginning. */
    public Timeline(String title, Window window) {
        this.window = window;
        chart = new XYChartBuilder()
                .width(Palette.WIDTH)
                .height(Palette.HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle("calls in flight")
                .build();
        Palette.frame(chart);
        chart.getStyler()
                .setPlotGridLinesColor(new Color(0xDDDDDD))
                .setYAxisMin(0.0)
                .setXAxisMin(0.0)
                .setXAxisMax(window.millis() / 1000.0)
                .setAnnotationLineColor(LIMIT)
                .setAnnotationLineStroke(DOTTED);
    }

    /** Adds what an integration had in flight, one sample each 100 ms. */
    public Timeline line(String name, InFlight inFlight) {
        List<Double> seconds = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (long moment = window.from(); moment < window.until(); moment += STEP_MILLIS) {
            seconds.add((moment - window.from()) / 1000.0);
            numbers.add(inFlight.at(moment));
        }
        XYSeries series = chart.addSeries(name, seconds, numbers);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(Palette.colour(lines));
        series.setLineStyle(Palette.stroke(lines));
        lines++;
        return this;
    }

    /** Adds the limit, as steps: what it was from each moment on. */
    public Timeline limit(String name, Map<Long, Integer> steps) {
        List<Double> seconds = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        steps.forEach((moment, limit) -> {
            double at = (moment - window.from()) / 1000.0;
            if (!numbers.isEmpty()) {
                seconds.add(at);
                numbers.add(numbers.getLast());
            }
            seconds.add(at);
            numbers.add(limit);
        });
        seconds.add(window.millis() / 1000.0);
        numbers.add(numbers.getLast());
        XYSeries series = chart.addSeries(name, seconds, numbers);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(LIMIT);
        series.setLineStyle(new BasicStroke(1.2f));
        return this;
    }

    /** Marks a moment with an upright line. */
    public Timeline moment(long millis) {
        chart.addAnnotation(new AnnotationLine((millis - window.from()) / 1000.0, true, false));
        return this;
    }

    /** Writes it as SVG. */
    public void write(Path file) {
        Palette.write(chart, file);
    }
}
