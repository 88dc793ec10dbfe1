package courier.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from {@link Metric}. */
final class MetricsDocument {

    private static final String HEADER = """
            # Metrics

            What a worker tells at `GET /metrics` of itself. Beside these there are the usual ones of the JVM (`jvm_…`), the
            process (`process_…`, `system_…`), Kafka Streams and its clients (`kafka_…`).
            `config/prometheus/alerts.yaml` has the rules for what is to be alerted on, `config/grafana/courier.json` a
            dashboard.

            - Each worker tells of its own part: sum over workers.
            - `integration` is one of those named in the settings, or of the first ones met, as many as
              `metrics.integrations-max`; all others together are `other`. Each keeps its label until the process ends.
            - `code` is one that this release knows or that `verdicts.overrides` names, else `other`; `none` for a success.
            - Counters begin at 0 with the process. They count decisions: one that is made again after an aborted transaction is
              counted again. What must be exact, take from the topics.

            """;
    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    private MetricsDocument() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEADER);
        out.append("| metric | kind | labels | meaning | alert on |\n|---|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            String labels = metric.labels().stream()
                    .map(label -> "`" + label.text() + "`")
                    .collect(Collectors.joining(", "));
            String alert = metric.alert();
            out.append("| `")
                    .append(prometheus(metric))
                    .append("` | ")
                    .append(metric.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .append(" | ")
                    .append(labels)
                    .append(" | ")
                    .append(metric.meaning())
                    .append(" | ")
                    .append(alert == null ? "" : alert)
                    .append(" |\n");
        }
        return out.append("\nGenerated from `courier.ops.Metric`; a test compares the two.\n")
                .toString();
    }

    /** The name that Prometheus has it under; of a timer without the endings of its parts. */
    static String prometheus(Metric metric) {
        String unit = metric.unit().isEmpty() ? null : metric.unit();
        return switch (metric.kind()) {
            case COUNTER -> NAMES.name(metric.text(), Meter.Type.COUNTER, unit) + "_total";
            case GAUGE -> NAMES.name(metric.text(), Meter.Type.GAUGE, unit);
            case TIMER -> NAMES.name(metric.text(), Meter.Type.TIMER, unit);
        };
    }
}
