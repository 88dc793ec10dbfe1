package courier.ops;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A histogram of durations.
 *
 * @param bounds of the buckets, ascending
 * @param counts of what fell into each bucket, and in the end of what is longer than the last bound
 */
public record Durations(List<Duration> bounds, List<Long> counts) {

    /** Copies both. */
    public Durations {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(bounds.size() + " bounds make one bucket more, not " + counts.size());
        }
    }

    /** A histogram of nothing. */
    public static Durations none(List<Duration> bounds) {
        return new Durations(bounds, Collections.nCopies(bounds.size() + 1, 0L));
    }

    /** With what a timer tells, whose buckets each contain those before. */
    Durations and(CountAtBucket[] buckets, long count) {
        List<Long> sums = new ArrayList<>();
        long before = 0;
        int place = 0;
        for (CountAtBucket bucket : buckets) {
            if (place < bounds.size()
                    && bucket.bucket(TimeUnit.NANOSECONDS) == bounds.get(place).toNanos()) {
                sums.add(counts.get(place) + (long) bucket.count() - before);
                before = (long) bucket.count();
                place++;
            }
        }
        sums.add(counts.get(bounds.size()) + Math.max(0, count - before));
        return new Durations(bounds, sums);
    }

    /** With those of another one. */
    public Durations and(Durations other) {
        return combined(other, 1);
    }

    /** What has come since an earlier look. */
    public Durations since(Durations earlier) {
        return combined(earlier, -1);
    }

    private Durations combined(Durations other, int sign) {
        List<Long> combined = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            combined.add(Math.max(0, counts.get(i) + sign * other.counts.get(i)));
        }
        return new Durations(bounds, combined);
    }

    /** How many there are. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The duration that so large a part of all does not exceed, estimated as Prometheus does: evenly spread within a
     * bucket, and never more than the last bound.
     *
     * @param part from 0 to 1
     */
    public Optional<Duration> quantile(double part) {
        long count = count();
        double wanted = part * count;
        double below = 0;
        for (int i = 0; i < bounds.size(); i++) {
            long here = counts.get(i);
            if (here > 0 && below + here >= wanted) {
                long from = i == 0 ? 0 : bounds.get(i - 1).toNanos();
                double share = (wanted - below) / here;
                return Optional.of(Duration.ofNanos(
                        from + Math.round(share * (bounds.get(i).toNanos() - from))));
            }
            below += here;
        }
        return count == 0 ? Optional.empty() : Optional.of(bounds.getLast());
    }
}
