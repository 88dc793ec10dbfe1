package courier.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker's meters, by the declarations of {@link Metric} and within the bounds of {@link Labels}: whatever a caller
 * gives as a label's value, no time series is made that is not foreseen.
 *
 * <p>Thread-safe.
 */
public final class Meters {

    private final MeterRegistry registry;
    private final Labels labels;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Metric, MultiGauge> gauges = new ConcurrentHashMap<>();

    private record Series(Metric metric, List<String> values) {}

    /** Meters in a registry that tell no integrations or codes apart. */
    public Meters(MeterRegistry registry) {
        this(registry, Labels.none());
    }

    /** Meters in a registry. */
    public Meters(MeterRegistry registry, Labels labels) {
        this.registry = registry;
        this.labels = labels;
        for (Metric metric : Metric.values()) {
            begin(metric, labels.values(Label.INTEGRATION));
        }
    }

    /** The integration has something to tell: it gets a label of its own, if there is one left. */
    public void claim(String integrationId) {
        if (labels.claim(integrationId)) {
            for (Metric metric : Metric.values()) {
                if (metric.labels().contains(Label.INTEGRATION)) {
                    begin(metric, Set.of(integrationId));
                }
            }
        }
    }

    /**
     * Lets a counter begin at 0 rather than at its first count ({@code RATIONALE.md}, "Why counters begin at zero").
     */
    private void begin(Metric metric, Set<String> integrations) {
        if (metric.kind() != Metric.Kind.COUNTER || metric == Metric.ATTEMPTED) {
            // of an attempt's verdicts and codes most never meet
            return;
        }
        List<List<String>> combinations = List.of(List.of());
        for (Label label : metric.labels()) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> combination : combinations) {
                for (String value : label == Label.INTEGRATION ? integrations : labels.values(label)) {
                    List<String> values = new ArrayList<>(combination);
                    values.add(value);
                    longer.add(values);
                }
            }
            combinations = longer;
        }
        combinations.forEach(values -> counter(new Series(metric, List.copyOf(values))));
    }

    /** What has been counted so far, for the last line of a worker's log. */
    public Map<Metric, Long> counts() {
        Map<Metric, Long> counts = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                counts.put(metric, 0L);
            }
        }
        counters.forEach((series, counter) -> counts.merge(series.metric(), (long) counter.count(), Long::sum));
        return counts;
    }

    /** What has been counted so far of a metric, by the values of one of its labels. */
    public Map<String, Long> counts(Metric metric, Label label) {
        int place = metric.labels().indexOf(label);
        Map<String, Long> counts = new HashMap<>();
        counters.forEach((series, counter) -> {
            if (series.metric() == metric) {
                counts.merge(series.values().get(place), (long) counter.count(), Long::sum);
            }
        });
        return counts;
    }

    /** How long what was timed so far has taken, of all labels together. */
    public Durations durations(Metric metric) {
        Durations all = Durations.none(List.of(Buckets.of(metric)));
        for (Map.Entry<Series, Timer> each : timers.entrySet()) {
            if (each.getKey().metric() == metric) {
                HistogramSnapshot snapshot = each.getValue().takeSnapshot();
                all = all.and(snapshot.histogramCounts(), snapshot.count());
            }
        }
        return all;
    }

    /**
     * Counts one.
     *
     * @param values of the metric's labels, in their order
     */
    public void count(Metric metric, String... values) {
        counter(series(metric, Metric.Kind.COUNTER, List.of(values))).increment();
    }

    /** Counts so many, of a metric without labels. */
    public void count(Metric metric, int many) {
        counter(series(metric, Metric.Kind.COUNTER, List.of())).increment(many);
    }

    /** Notes a duration; one below zero, as of a clock that was set back, counts as zero. */
    public void time(Metric metric, Duration duration, String... values) {
        timers.computeIfAbsent(series(metric, Metric.Kind.TIMER, List.of(values)), this::timer)
                .record(duration.isNegative() ? Duration.ZERO : duration);
    }

    /** Shows a value that is asked for at each look. */
    public void show(Metric metric, Supplier<Number> value) {
        var _ = series(metric, Metric.Kind.GAUGE, List.of());
        Gauge.builder(metric.text(), value)
                .description(metric.meaning())
                .baseUnit(unit(metric))
                .register(registry);
    }

    /**
     * Shows these values from now on in the place of all that were shown of the metric.
     *
     * @param together makes one of the values that fall under the same labels
     */
    public void show(Metric metric, Map<List<String>, Double> values, DoubleBinaryOperator together) {
        Map<List<String>, Double> bounded = new LinkedHashMap<>();
        values.forEach((labelled, value) ->
                bounded.merge(series(metric, Metric.Kind.GAUGE, labelled).values(), value, together::applyAsDouble));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        bounded.forEach((labelled, value) -> rows.add(MultiGauge.Row.of(tags(metric, labelled), value)));
        gauges.computeIfAbsent(
                        metric,
                        _ -> MultiGauge.builder(metric.text())
                                .description(metric.meaning())
                                .baseUnit(unit(metric))
                                .register(registry))
                .register(rows, true);
    }

    private Series series(Metric metric, Metric.Kind kind, List<String> values) {
        if (metric.kind() != kind || metric.labels().size() != values.size()) {
            throw new IllegalArgumentException(metric + " is a " + metric.kind() + " with the labels " + metric.labels()
                    + ", not a " + kind + " with " + values.size());
        }
        List<String> bounded = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            bounded.add(labels.bounded(metric.labels().get(i), values.get(i)));
        }
        return new Series(metric, bounded);
    }

    private Counter counter(Series series) {
        return counters.computeIfAbsent(
                series,
                _ -> Counter.builder(series.metric().text())
                        .description(series.metric().meaning())
                        .tags(tags(series.metric(), series.values()))
                        .register(registry));
    }

    private Timer timer(Series series) {
        return Timer.builder(series.metric().text())
                .description(series.metric().meaning())
                .tags(tags(series.metric(), series.values()))
                .serviceLevelObjectives(Buckets.of(series.metric()))
                .register(registry);
    }

    private static Tags tags(Metric metric, List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(metric.labels().get(i).text(), values.get(i)));
        }
        return Tags.of(tags);
    }

    /** An empty unit would leave its mark on the name. */
    private static @Nullable String unit(Metric metric) {
        return metric.unit().isEmpty() ? null : metric.unit();
    }
}
