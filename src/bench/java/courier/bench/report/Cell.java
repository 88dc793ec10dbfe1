package courier.bench.report;

import courier.sandbox.measure.Spread;
import java.util.Locale;

/** A cell of a table: a word, or a figure that is written with so many decimals. */
public sealed interface Cell {

    /** As it stands in a table for people. */
    String text();

    /** A word. */
    record Word(String text) implements Cell {}

    /** A figure that was measured once; {@code NaN} where it could not be. */
    record Figure(double value, int decimals) implements Cell {
        @Override
        public String text() {
            return format(value, decimals);
        }
    }

    /** A figure of several repetitions: the median, and the range. */
    record Figures(Spread spread, int decimals) implements Cell {
        @Override
        public String text() {
            return switch (spread.repetitions()) {
                case 0 -> "-";
                case 1 -> format(spread.median(), decimals);
                default ->
                    "%s (%s–%s)"
                            .formatted(
                                    format(spread.median(), decimals),
                                    format(spread.least(), decimals),
                                    format(spread.most(), decimals));
            };
        }
    }

    /** A word. */
    static Cell of(String text) {
        return new Word(text);
    }

    /** A figure that was measured once. */
    static Cell of(double value, int decimals) {
        return new Figure(value, decimals);
    }

    /** A figure of several repetitions. */
    static Cell of(Spread spread, int decimals) {
        return new Figures(spread, decimals);
    }

    private static String format(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
