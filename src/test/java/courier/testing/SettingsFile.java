package courier.testing;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import courier.config.Settings;
import courier.config.TracingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings written as the file that {@code courier run --config} reads. */
public final class SettingsFile {

    private SettingsFile() {}

    /** Writes the file of a worker that keeps its state in a folder of its own. */
    public static Path write(Settings settings, Path directory, Path stateDir) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "kafka",
                Map.of(
                        "bootstrap-servers", settings.kafka().bootstrapServers(),
                        "application-id", settings.kafka().applicationId(),
                        "state-dir", stateDir.toString(),
                        "stream-threads", settings.kafka().streamThreads(),
                        "properties", settings.kafka().properties()));
        Settings.Topics topics = settings.topics();
        all.put(
                "topics",
                Map.of(
                        "intents", topics.intents(),
                        "successes", topics.successes(),
                        "warnings", topics.warnings(),
                        "dead-letters", topics.deadLetters(),
                        "operations", topics.operations(),
                        "outcomes", topics.outcomes(),
                        "partitions", topics.partitions(),
                        "replication-factor", topics.replicationFactor()));
        all.put("registry", Map.of("properties", settings.registry().properties()));
        all.put(
                "kombo",
                Map.of(
                        "base-url", settings.kombo().baseUrl().toString(),
                        "api-key", settings.kombo().apiKey().value(),
                        "connect-timeout", text(settings.kombo().connectTimeout()),
                        "request-timeout", text(settings.kombo().requestTimeout())));
        all.put(
                "attachments",
                Map.of(
                        "file-roots",
                        settings.attachments().fileRoots().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(","))));
        all.put(
                "limits",
                Map.of(
                        "slots-per-integration",
                                settings.integrations().standard().slots(),
                        "slots-per-integration-max",
                                settings.integrations().standard().slotsMax(),
                        "slots-per-worker", settings.limits().slotsPerWorker(),
                        "ahead", settings.limits().ahead()));
        all.put(
                "retry",
                Map.of(
                        "initial-delay", text(settings.retry().initialDelay()),
                        "max-delay", text(settings.retry().maxDelay()),
                        "max-attempts", settings.retry().maxAttempts(),
                        "max-age", text(settings.retry().maxAge())));
        Settings.Doubt doubt = settings.integrations().standard().doubt();
        all.put(
                "doubt",
                Map.of(
                        "policy", doubt.policy().name().toLowerCase(Locale.ROOT),
                        "verify-attempts", doubt.attempts(),
                        "verify-first-delay", text(doubt.firstDelay()),
                        "verify-clock-skew", text(doubt.clockSkew())));
        all.put(
                "hold",
                Map.of(
                        "probe-interval", text(settings.hold().probeInterval()),
                        "limit", text(settings.hold().limit()),
                        "failures-in-row", settings.hold().failuresInRow(),
                        "dead-letter-budget", settings.hold().deadLetterBudget(),
                        "dead-letter-window", text(settings.hold().deadLetterWindow())));
        all.put(
                "ledger",
                Map.of(
                        "start-by", text(settings.ledger().startBy()),
                        "outcome-delivery", text(settings.ledger().outcomeDelivery()),
                        "memory", text(settings.ledger().memory())));
        all.put(
                "http",
                Map.of(
                        "enabled", settings.operations().http(),
                        "host", settings.operations().host(),
                        "port", settings.operations().port()));
        all.put("health", Map.of("wedge-after", text(settings.operations().wedgeAfter())));
        TracingSettings tracing = settings.tracing();
        all.put(
                "tracing",
                Map.of(
                        "endpoint",
                        tracing.endpoint() == null ? "" : tracing.endpoint().toString(),
                        "sampling-ratio",
                        tracing.samplingRatio() == 1 ? "1" : Double.toString(tracing.samplingRatio()),
                        "timeout",
                        text(tracing.timeout()),
                        "queue-max",
                        tracing.queueMax()));
        Path file = directory.resolve("courier.yaml");
        try {
            Files.createDirectories(directory);
            new YAMLMapper().writeValue(file.toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
