package courier.bench.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is to be done, the same for all who do it.
 *
 * @param text for tables
 * @param latency of each call
 * @param slots calls in flight in all
 * @param integrations among which the intents are spread evenly
 * @param intents the backlog
 * @param box how long it is watched at most: who is slow does less
 * @param shareOfCeiling Courier's bound, in percent of the ceiling's rate
 */
record Work(
        String text, Duration latency, int slots, int integrations, int intents, Duration box, double shareOfCeiling) {

    /** Above so many calls per second the processor is the limit, and its time tells nothing more. */
    private static final double BUSY = 5_000;

    private static final Duration ROUND_TRIP = Duration.ofMillis(300);
    private static final int MOST_AHEAD = 1000;

    /** The most calls per second that so many slots can make. */
    double limit() {
        return slots * 1000.0 / latency.toMillis();
    }

    /** Whether it is one in which the processor time per call means something: busy, and not starved. */
    boolean tellsProcessorTime() {
        return latency.toMillis() < 1000 && limit() < BUSY;
    }

    List<String> names() {
        return IntStream.rangeClosed(1, integrations)
                .mapToObj(i -> "workday:i" + i)
                .toList();
    }

    /** The same with another number of intents, watched for another time. */
    Work of(int count, Duration time) {
        return new Work(text, latency, slots, integrations, count, time, shareOfCeiling);
    }

    /** Courier's settings for it: its slots, and markers ahead for what starts in the round trip of a commit. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("limits.slots-per-worker", Integer.toString(slots));
        settings.put("limits.slots-per-integration", Integer.toString(slots));
        settings.put("limits.slots-per-integration-max", Integer.toString(slots));
        settings.put("limits.ahead", Long.toString(ahead()));
        return settings;
    }

    private long ahead() {
        return Math.min(MOST_AHEAD, Math.round(limit() * ROUND_TRIP.toMillis() / 1000));
    }
}
