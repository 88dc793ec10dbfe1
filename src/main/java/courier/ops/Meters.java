package courier.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The worker's meters. Thread-safe. */
public final class Meters {

    /** Kombo may invent codes, and a time series is kept for each: those beyond these share one. */
    private static final int CODES_MAX = 150;

    private static final String OTHER = "OTHER";

    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<String, Timer> ages = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    /** Meters in a registry. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (Metric metric : Metric.values()) {
            counters.put(metric, registry.counter("courier." + metric.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** What has been counted so far, for the last line of a worker's log. */
    public Map<Metric, Long> counts() {
        Map<Metric, Long> counts = new EnumMap<>(Metric.class);
        counters.forEach((metric, counter) -> counts.put(metric, (long) counter.count()));
        return counts;
    }

    /**
     * Counts a dead letter, and how long it took from the intent's record to it: {@code courier.dead_letter_age}, by
     * code and stage. At most 150 codes have a series of their own.
     */
    public void deadLetter(String code, String stage, long ageMillis) {
        count(Metric.DEAD_LETTERS);
        Timer known = ages.get(stage + ' ' + code);
        Timer timer = known == null ? age(code, stage) : known;
        timer.record(Math.max(0, ageMillis), TimeUnit.MILLISECONDS);
    }

    private synchronized Timer age(String code, String stage) {
        String kept = ages.size() < CODES_MAX ? code : OTHER;
        return ages.computeIfAbsent(
                stage + ' ' + kept, _ -> registry.timer("courier.dead_letter_age", "code", kept, "stage", stage));
    }

    /** Counts one. */
    public void count(Metric metric) {
        Counter counter = counters.get(metric);
        if (counter != null) {
            counter.increment();
        }
    }
}
