package courier.testing;

import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings for a worker on the real parts, with short times and topics of its own. */
public final class TestSettings {

    /** Partitions of the ledger in tests. */
    public static final int PARTITIONS = 4;

    private TestSettings() {}

    /** The defaults, but for these values, given by the names of their keys. */
    public static Settings of(Map<String, String> values) {
        Map<String, String> properties = new HashMap<>();
        properties.put("courier.kombo.api-key", WithParts.API_KEY);
        values.forEach((key, value) -> properties.put("courier." + key, value));
        return switch (SettingsLoader.load(new Sources(null, Map.of(), properties), Purpose.CALLS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new IllegalArgumentException(invalid.text());
        };
    }

    /** The values of a worker on the real parts, for a new application; more may be added. */
    public static Map<String, String> values(Broker broker, Registry registry, KomboStandIn kombo) {
        return values(broker.bootstrapServers(), registry.url(), kombo.baseUrl().toString());
    }

    /** The same for parts that are known by their addresses. */
    public static Map<String, String> values(String bootstrapServers, String registryUrl, String komboUrl) {
        String id = Fresh.name("app");
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap-servers", bootstrapServers);
        values.put("kafka.application-id", id);
        values.put("kafka.state-dir", Fresh.directory("state").toString());
        values.put("kafka.properties.consumer.session.timeout.ms", "6000");
        values.put("kafka.properties.consumer.heartbeat.interval.ms", "1000");
        values.put("topics.intents", id + "-intents");
        values.put("topics.successes", id + "-successes");
        values.put("topics.warnings", id + "-warnings");
        values.put("topics.dead-letters", id + "-dead-letters");
        values.put("topics.operations", id + "-operations");
        values.put("topics.partitions", Integer.toString(PARTITIONS));
        values.put("topics.replication-factor", "1");
        values.put("http.port", "0");
        values.put("registry.properties.schema.registry.url", registryUrl);
        values.put("kombo.base-url", komboUrl);
        values.put("kombo.connect-timeout", "2s");
        values.put("kombo.request-timeout", "5s");
        values.put(
                "attachments.file-roots",
                Path.of("config/sandbox/files").toAbsolutePath().toString());
        values.put("limits.slots-per-worker", "128");
        values.put("retry.initial-delay", "200ms");
        values.put("retry.max-delay", "2s");
        values.put("retry.max-attempts", "5");
        values.put("retry.max-age", "5m");
        values.put("hold.probe-interval", "1s");
        values.put("hold.limit", "1h");
        values.put("ledger.start-by", "5s");
        values.put("ledger.outcome-delivery", "10s");
        return values;
    }

    /** Settings for a new application. */
    public static Settings fresh(Broker broker, Registry registry, KomboStandIn kombo) {
        return fresh(broker, registry, kombo, Map.of());
    }

    /** The same, but for these values, given by the names of their keys. */
    public static Settings fresh(Broker broker, Registry registry, KomboStandIn kombo, Map<String, String> others) {
        Map<String, String> values = values(broker, registry, kombo);
        values.putAll(others);
        return of(values);
    }
}
