package courier.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The worker's meters. Thread-safe. */
public final class Meters {

    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);

    /** Meters in a registry. */
    public Meters(MeterRegistry registry) {
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

    /** Counts one. */
    public void count(Metric metric) {
        Counter counter = counters.get(metric);
        if (counter != null) {
            counter.increment();
        }
    }
}
