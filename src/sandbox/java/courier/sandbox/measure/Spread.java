package courier.sandbox.measure;

import java.util.List;

/**
 * What several repetitions of a measurement came to.
 *
 * @param repetitions 0 where nothing was measured; the figures are then {@code NaN}
 */
public record Spread(double median, double least, double most, int repetitions) {

    /** The spread of some values, those that are not numbers left out. */
    public static Spread of(List<Double> values) {
        List<Double> sorted =
                values.stream().filter(value -> !value.isNaN()).sorted().toList();
        return sorted.isEmpty()
                ? new Spread(Double.NaN, Double.NaN, Double.NaN, 0)
                : new Spread(percentile(sorted, 50), sorted.getFirst(), sorted.getLast(), sorted.size());
    }

    /**
     * A percentile by the nearest rank, the median of an even number by the middle of the two; {@code NaN} of nothing.
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(List<Double> values, double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile of " + percent);
        }
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        if (percent == 50 && size % 2 == 0) {
            return (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
        }
        return sorted.get((int) Math.ceil(percent / 100 * size) - 1);
    }
}
