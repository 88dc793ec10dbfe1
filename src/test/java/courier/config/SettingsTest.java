package courier.config;

import static courier.config.Load.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting reaches its place. */
final class SettingsTest {

    private static final String KEY = "kombo-secret-123";

    @TempDir
    Path folder;

    @Test
    void shouldHaveADefaultForEveryKeyButTheApiKey() {
        Settings settings = loaded(load("", Map.of("COURIER_KOMBO_API_KEY", KEY), Map.of()));

        assertThat(settings)
                .isEqualTo(new Settings(
                        new Settings.Kafka("localhost:9092", "courier", Path.of("state"), 1, Map.of()),
                        new Settings.Topics(
                                "application-intents",
                                "application-successes",
                                "application-warnings",
                                "application-dead-letters",
                                "application-operations",
                                "courier-outcomes",
                                12,
                                -1,
                                true),
                        new Settings.Registry(
                                "courier.registry.RegistryAvroSerde",
                                Map.of("schema.registry.url", "http://localhost:8081")),
                        new Settings.Kombo(
                                URI.create("https://api.kombo.dev/v1"),
                                new Secret(KEY),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(300)),
                        new Settings.Attachments(
                                List.of(),
                                256_000,
                                10_000_000,
                                10_000_000,
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(15),
                                new Settings.S3(List.of(), null, null, false),
                                new Settings.Https(List.of(), false),
                                new Settings.Preflight(false, Duration.ofHours(1))),
                        new Settings.Limits(256, 2_000_000_000L, 0),
                        new Settings.Retry(Duration.ofSeconds(1), Duration.ofMinutes(15), 200, Duration.ofHours(24)),
                        new Settings.Hold(Duration.ofMinutes(1), Duration.ofHours(72), 5, 100, Duration.ofHours(1)),
                        new Settings.Ledger(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofDays(7)),
                        new Settings.Replay(10),
                        new Settings.Verdicts(Map.of()),
                        new Settings.Operations(
                                true,
                                "127.0.0.1",
                                8086,
                                null,
                                100,
                                false,
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(5)),
                        new TracingSettings(null, 1, Duration.ofSeconds(10), 8192),
                        new Settings.Integrations(
                                new Settings.Integration(
                                        Settings.AttachmentMode.INLINE,
                                        Settings.MissingAttachment.DEAD_LETTER,
                                        30,
                                        10_000,
                                        new Settings.Doubt(
                                                DoubtPolicy.PARK, 5, Duration.ofMinutes(1), Duration.ofMinutes(1))),
                                Map.of())));
    }

    @Test
    void shouldTakeEveryKeyFromTheFile() {
        Settings settings = loaded(load("""
                kafka:
                  bootstrap-servers: b1:1, b2:2
                  application-id: other
                  state-dir: /var/lib/courier
                  stream-threads: 2
                  properties:
                    num.standby.replicas: 1
                    ssl: {endpoint.identification.algorithm: ''}
                topics:
                  intents: i
                  successes: s
                  warnings: w
                  operations: op
                  dead-letters: d
                  outcomes: o
                  partitions: 3
                  replication-factor: 2
                  create: false
                registry:
                  serde: com.example.Serde
                  properties: {auto.register.schemas: false, schema.registry.url: 'https://r'}
                kombo:
                  base-url: us
                  api-key: %s
                  connect-timeout: 1s
                  request-timeout: 2m
                attachments:
                  file-roots: [/a, '/b,c']
                  inline-max: 1kB
                  file-max: 2MiB
                  total-max: 3000000
                  mode: auto
                  missing: submit-without
                  read-timeout: 4s
                  url-validity: 5m
                  s3-buckets: [b, c]
                  s3-endpoint: https://s3.example
                  s3-region: eu-1
                  s3-path-style: true
                  https-hosts: [h.example, '*.i.example']
                  https-private-addresses: true
                  preflight: true
                  preflight-refresh: 6m
                limits: {slots-per-integration: 4, slots-per-integration-max: 6, slots-per-worker: 8, attachment-bytes: 7MB, ahead: 2}
                retry: {initial-delay: 100ms, max-delay: 1m, max-attempts: 7, max-age: 2h}
                doubt: {policy: verify, verify-attempts: 4, verify-first-delay: 2s, verify-clock-skew: 0s}
                hold: {probe-interval: 3s, limit: 4h, failures-in-row: 9, dead-letter-budget: 0, dead-letter-window: 5m}
                ledger: {start-by: 5s, outcome-delivery: 30s, memory: 14d}
                verdicts: {overrides: {ATS.JOB_CLOSED: hold, READ_TIMEOUT: ' reject '}}
                http: {enabled: false, host: 0.0.0.0, port: 9000, advertised-host: w-1.internal}
                metrics: {integrations-max: 7, per-task: true}
                health: {wedge-after: 3m}
                reload: {interval: 9s}
                tracing: {endpoint: http://otel.monitoring:4318, sampling-ratio: 0.25, timeout: 2s, queue-max: 99}
                integrations:
                  'workday:a.b': {attachments: {mode: url, missing: dead-letter}, doubt: {policy: resubmit}}
                """.formatted(KEY), Map.of(), Map.of()));

        assertThat(settings)
                .isEqualTo(new Settings(
                        new Settings.Kafka(
                                "b1:1, b2:2",
                                "other",
                                Path.of("/var/lib/courier"),
                                2,
                                Map.of("num.standby.replicas", "1", "ssl.endpoint.identification.algorithm", "")),
                        new Settings.Topics("i", "s", "w", "d", "op", "o", 3, 2, false),
                        new Settings.Registry(
                                "com.example.Serde",
                                Map.of("auto.register.schemas", "false", "schema.registry.url", "https://r")),
                        new Settings.Kombo(
                                URI.create("https://api.us.kombo.dev/v1"),
                                new Secret(KEY),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(2)),
                        new Settings.Attachments(
                                List.of(Path.of("/a"), Path.of("/b,c")),
                                1_000,
                                2 << 20,
                                3_000_000,
                                Duration.ofSeconds(4),
                                Duration.ofMinutes(5),
                                new Settings.S3(List.of("b", "c"), URI.create("https://s3.example"), "eu-1", true),
                                new Settings.Https(List.of("h.example", "*.i.example"), true),
                                new Settings.Preflight(true, Duration.ofMinutes(6))),
                        new Settings.Limits(8, 7_000_000, 2),
                        new Settings.Retry(Duration.ofMillis(100), Duration.ofMinutes(1), 7, Duration.ofHours(2)),
                        new Settings.Hold(Duration.ofSeconds(3), Duration.ofHours(4), 9, 0, Duration.ofMinutes(5)),
                        new Settings.Ledger(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofDays(14)),
                        new Settings.Replay(10),
                        new Settings.Verdicts(Map.of("ATS.JOB_CLOSED", "hold", "READ_TIMEOUT", "reject")),
                        new Settings.Operations(
                                false,
                                "0.0.0.0",
                                9000,
                                "w-1.internal",
                                7,
                                true,
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(9)),
                        new TracingSettings(
                                URI.create("http://otel.monitoring:4318/v1/traces"), 0.25, Duration.ofSeconds(2), 99),
                        new Settings.Integrations(
                                new Settings.Integration(
                                        Settings.AttachmentMode.AUTO,
                                        Settings.MissingAttachment.SUBMIT_WITHOUT,
                                        4,
                                        6,
                                        doubt(DoubtPolicy.VERIFY)),
                                Map.of(
                                        "workday:a.b",
                                        new Settings.Integration(
                                                Settings.AttachmentMode.URL,
                                                Settings.MissingAttachment.DEAD_LETTER,
                                                4,
                                                6,
                                                doubt(DoubtPolicy.RESUBMIT))))));
    }

    private static Settings.Doubt doubt(DoubtPolicy policy) {
        return new Settings.Doubt(policy, 4, Duration.ofSeconds(2), Duration.ZERO);
    }

    private Loading load(String yaml, Map<String, String> environment, Map<String, String> properties) {
        return Load.load(folder, yaml, environment, properties);
    }
}
