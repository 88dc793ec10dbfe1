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
 * @param integrations among which intents and calls are spread evenly
 * @param intents the backlog
 * @param box how long it is watched at most: who is slow does less
 */
record Work(String text, Duration latency, int slots, int integrations, int intents, Duration box) {

    /** The most calls per second that so many slots can make. */
    double limit() {
        return slots * 1000.0 / latency.toMillis();
    }

    List<String> names() {
        return IntStream.rangeClosed(1, integrations)
                .mapToObj(i -> "workday:i" + i)
                .toList();
    }

    /** Courier's settings for it: its slots, and enough markers ahead of them to hide the commit's round trip. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("limits.slots-per-worker", Integer.toString(slots));
        settings.put("limits.slots-per-integration", Integer.toString(slots));
        settings.put("limits.slots-per-integration-max", Integer.toString(slots));
        settings.put("limits.ahead", Long.toString(ahead()));
        return settings;
    }

    /** What starts in a commit's round trip, twice over: a transaction that takes longer than usual is not felt. */
    private long ahead() {
        return Math.min(1000, Math.round(limit() * 0.3) + 16);
    }
}
