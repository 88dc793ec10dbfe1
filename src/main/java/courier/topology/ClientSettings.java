package courier.topology;

import courier.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of the Kafka clients that Courier opens beside the stream, from the ones passed through: those without a
 * prefix that the client knows, and over them those with the client's own prefix.
 */
public final class ClientSettings {

    private ClientSettings() {}

    /** For an admin client. */
    public static Map<String, Object> admin(Settings.Kafka kafka) {
        return client(kafka, "admin.", AdminClientConfig.configNames());
    }

    /** For an idempotent producer that waits for all replicas. Serializers are the caller's. */
    public static Map<String, Object> producer(Settings.Kafka kafka) {
        Map<String, Object> settings = client(kafka, "producer.", ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /** For a consumer that reads what was committed. Deserializers, and which records, are the caller's. */
    public static Map<String, Object> consumer(Settings.Kafka kafka) {
        Map<String, Object> settings = client(kafka, "consumer.", ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    private static Map<String, Object> client(Settings.Kafka kafka, String prefix, Set<String> known) {
        Map<String, Object> settings = new HashMap<>();
        kafka.properties().forEach((name, value) -> {
            if (known.contains(name)) {
                settings.put(name, value);
            }
        });
        kafka.properties().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return settings;
    }
}
