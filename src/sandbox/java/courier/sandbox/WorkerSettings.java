package courier.sandbox;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of the sandbox's worker: production settings with shorter times. */
final class WorkerSettings {
    static final String API_KEY = "sandbox-key";

    private WorkerSettings() {}

    /**
     * Writes the file that {@code courier --config} reads.
     *
     * @param port of the worker's pages
     */
    static Path write(SandboxParts parts, Path samples, Path directory, int port) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(
                "kafka",
                Map.of(
                        "bootstrap-servers", parts.broker().bootstrapServers(),
                        "application-id", "courier-sandbox",
                        "state-dir", directory.resolve("state").toString()));
        settings.put("topics", Map.of("partitions", 4, "replication-factor", 1));
        settings.put(
                "registry",
                Map.of(
                        "properties",
                        Map.of("schema.registry.url", parts.registry().url())));
        settings.put(
                "kombo",
                Map.of(
                        "base-url",
                        parts.kombo().baseUrl().toString(),
                        "api-key",
                        API_KEY,
                        "connect-timeout",
                        "2s",
                        "request-timeout",
                        "10s"));
        settings.put(
                "attachments",
                Map.of(
                        "file-roots", List.of(samples.toString()),
                        "s3-endpoint", parts.blobStore().endpoint().toString(),
                        "s3-path-style", true,
                        "s3-buckets", List.of(Uploads.BUCKET)));
        settings.put("retry", Map.of("initial-delay", "200ms", "max-delay", "1s", "max-attempts", 5, "max-age", "5m"));
        settings.put("hold", Map.of("probe-interval", "1s", "limit", "2m"));
        settings.put("http", Map.of("port", port));
        settings.put("ledger", Map.of("start-by", "10s", "outcome-delivery", "30s"));
        Path file = directory.resolve("courier.yaml");
        try {
            Files.createDirectories(directory);
            new YAMLMapper().writeValue(file.toFile(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        return file;
    }
}
