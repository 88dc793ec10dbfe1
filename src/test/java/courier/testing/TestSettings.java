package courier.testing;

import courier.config.Secret;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings for a worker on the real parts, with short times and topics of its own. */
public final class TestSettings {

    /** Partitions of the ledger in tests. */
    public static final int PARTITIONS = 4;

    private TestSettings() {}

    /** Settings for a new application. */
    public static Settings fresh(Broker broker, Registry registry, KomboStandIn kombo) {
        String id = Fresh.name("app");
        return new Settings(
                new Settings.Kafka(
                        broker.bootstrapServers(),
                        id,
                        Fresh.directory("state"),
                        1,
                        Map.of("consumer.session.timeout.ms", "6000", "consumer.heartbeat.interval.ms", "1000")),
                new Settings.Topics(
                        id + "-intents",
                        id + "-successes",
                        id + "-warnings",
                        id + "-dead-letters",
                        id + "-outcomes",
                        PARTITIONS,
                        1,
                        true),
                new Settings.Registry(
                        "courier.registry.RegistryAvroSerde",
                        Map.of("schema.registry.url", registry.url().toString())),
                new Settings.Kombo(
                        kombo.baseUrl(), new Secret(WithParts.API_KEY), Duration.ofSeconds(2), Duration.ofSeconds(5)),
                new Settings.Attachments(
                        List.of(Path.of("config/sandbox/files").toAbsolutePath()), 256 << 10, 10 << 20, 10 << 20),
                new Settings.Limits(30, 128),
                new Settings.Retry(Duration.ofMillis(200), Duration.ofSeconds(2), 5, Duration.ofMinutes(5)),
                new Settings.Hold(Duration.ofSeconds(1), Duration.ofHours(1), 5),
                new Settings.Ledger(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofDays(7)),
                new Settings.Verdicts(Map.of()));
    }

    /** The same with other slots per integration. */
    public static Settings slots(Settings settings, int slots) {
        return new Settings(
                settings.kafka(),
                settings.topics(),
                settings.registry(),
                settings.kombo(),
                settings.attachments(),
                new Settings.Limits(slots, settings.limits().slotsPerWorker()),
                settings.retry(),
                settings.hold(),
                settings.ledger(),
                settings.verdicts());
    }

    /** The same with the registry at another URL. */
    public static Settings registry(Settings settings, String url) {
        return new Settings(
                settings.kafka(),
                settings.topics(),
                new Settings.Registry(settings.registry().serde(), Map.of("schema.registry.url", url)),
                settings.kombo(),
                settings.attachments(),
                settings.limits(),
                settings.retry(),
                settings.hold(),
                settings.ledger(),
                settings.verdicts());
    }
}
