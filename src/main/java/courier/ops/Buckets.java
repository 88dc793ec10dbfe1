package courier.ops;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The bounds of the histograms: chosen for what is asked of each, as every one of them is a time series more. */
final class Buckets {

    private static final List<Duration> CALLS = seconds(0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300);
    private static final List<Duration> COMMITS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10);
    private static final List<Duration> LIVES =
            seconds(0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 6 * 3_600, 24 * 3_600, 72 * 3_600);
    /** Few, as there are as many histograms as codes. */
    private static final List<Duration> AGES = seconds(10, 600, 3_600, 24 * 3_600, 72 * 3_600);

    private static final Map<Metric, List<Duration>> BOUNDS =
            Map.of(Metric.CALL, CALLS, Metric.COMMIT, COMMITS, Metric.LIFE, LIVES, Metric.DEAD_LETTER_AGE, AGES);

    private Buckets() {}

    static Duration[] of(Metric timer) {
        List<Duration> bounds = BOUNDS.get(timer);
        if (bounds == null) {
            throw new IllegalArgumentException(timer + " has no buckets: choose some here");
        }
        return bounds.toArray(Duration[]::new);
    }

    private static List<Duration> seconds(double... bounds) {
        return DoubleStream.of(bounds)
                .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
                .toList();
    }
}
