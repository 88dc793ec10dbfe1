package courier.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * What all plots share: colours that the colour-blind can tell apart, strokes for those who see none, and the frame.
 */
final class Palette {
    static final int WIDTH = 960;
    static final int HEIGHT = 380;

    private static final List<Color> COLOURS =
            List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7));
    private static final List<BasicStroke> STROKES =
            List.of(new BasicStroke(1.8f), dashed(6, 3), dashed(2, 2), dashed(9, 3, 2, 3));

    private Palette() {}

    /** The colour of a series by its number; they begin again where they are used up. */
    static Color colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    static Color[] colours() {
        return COLOURS.toArray(Color[]::new);
    }

    static BasicStroke stroke(int number) {
        return STROKES.get(number % STROKES.size());
    }

    static void frame(Chart<?, ?> chart) {
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setChartBackgroundColor(Color.WHITE);
    }

    /** Writes a plot as SVG. */
    static void write(Chart<?, ?> chart, Path file) {
        try {
            Files.createDirectories(file.getParent());
            VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static BasicStroke dashed(float... dash) {
        return new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }
}
