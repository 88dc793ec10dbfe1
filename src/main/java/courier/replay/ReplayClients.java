package courier.replay;

import courier.config.Settings;
import courier.topology.ClientSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The clients of a reading and of a session. */
final class ReplayClients {

    /** So few, and so little of them ahead, that a small heap bears a million of them, large ones among them. */
    private static final int RECORDS_AT_A_TIME = 16;

    private static final int BYTES_AHEAD = 4 << 20;

    /** While a transaction is open nobody reads what comes behind it, so one that was left alone must end soon. */
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;

    /** The largest intent before it is compressed; the topic's own limit is for after that. */
    private static final int LARGEST_RECORD = 16 << 20;

    private final Settings settings;

    ReplayClients(Settings settings) {
        this.settings = settings;
    }

    /** A name for a session's group and transactions alike. */
    String id(String session) {
        return settings.kafka().applicationId() + "-replay-" + session;
    }

    /**
     * A consumer of what was committed.
     *
     * @param session null for one that commits nothing
     */
    Consumer<byte[], byte[]> consumer(@Nullable String session) {
        return new KafkaConsumer<>(reading(session), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer that sees a session's offsets without waiting for transactions that are open: a replayer that was
     * killed has left one, which is aborted only by its successor or in time.
     */
    Consumer<byte[], byte[]> looker(String session) {
        Map<String, Object> client = reading(session);
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(@Nullable String session) {
        Map<String, Object> client = ClientSettings.consumer(settings.kafka());
        client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_A_TIME);
        client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_AHEAD);
        if (session == null) {
            client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        } else {
            client.put(ConsumerConfig.GROUP_ID_CONFIG, id(session));
        }
        return client;
    }

    /** The producer of a session. */
    Producer<byte[], byte[]> producer(String session) {
        Map<String, Object> client = ClientSettings.producer(settings.kafka());
        client.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "30000");
        client.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id(session));
        client.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
