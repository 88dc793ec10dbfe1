package courier.bench.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Settings of Kafka's clients where a peer is free to choose: their defaults, but for what is named here. */
final class Clients {
    /** Courier's: who comes back waits for the session of its dead self. */
    static final int SESSION_MILLIS = 10_000;

    private Clients() {}

    static Map<String, Object> consumer(Orders orders, boolean autoCommit) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, orders.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, orders.group());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, autoCommit);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** Idempotent, which is Kafka's default. */
    static Map<String, Object> producer(Orders orders) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                orders.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    /** How many partitions the intents have, of which threads can make use. */
    static int partitions(Orders orders) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) orders.bootstrapServers()))) {
            TopicDescription intents = admin.describeTopics(List.of(orders.intents()))
                    .allTopicNames()
                    .get()
                    .get(orders.intents());
            return Objects.requireNonNull(intents, "described is what was asked for")
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell of " + orders.intents(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", e);
        }
    }
}
