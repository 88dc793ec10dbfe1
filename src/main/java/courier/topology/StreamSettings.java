package courier.topology;

import courier.config.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Settings of Kafka Streams: our defaults, what a site passes through, and what the protocol insists on. */
final class StreamSettings {

    private static final int COMMIT_INTERVAL_MILLIS = 100;
    private static final int POLL_MILLIS = 10;
    private static final int LINGERS_PER_COMMIT = 10;
    private static final int BUFFERED_RECORDS = 250;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int PORTION_BYTES = 32 << 10;
    private static final int PORTION_RECORDS = 500;
    private static final int SESSION_MILLIS = 10_000;
    private static final int ZSTD_LEVEL = 1;
    private static final int LARGEST_PLAIN_BYTES = 32 << 20;
    private static final int PRODUCER_BYTES = 64 << 20;

    private StreamSettings() {}

    /**
     * The settings.
     *
     * @param address where other workers reach this one's pages; null for nowhere
     */
    static Properties of(Settings settings, TopicPlan plan, @Nullable URI address) {
        Map<String, Object> all = new HashMap<>();
        defaults(all, settings, plan);
        session(all, settings);
        portions(all, settings.kafka().properties());
        producer(all, settings.kafka().properties());
        all.putAll(settings.kafka().properties());
        insisted(all, settings);
        if (address != null) {
            all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.getRawAuthority());
        }
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private static void defaults(Map<String, Object> all, Settings settings, TopicPlan plan) {
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.topics().replicationFactor());
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        // an intent that no topic has is old, not new: after a loss of offsets the ledger's memory protects
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        plan.internalConfigs(TopicRole.REPARTITION).forEach((name, value) -> {
            // Streams gives its repartition topics these two itself, and would give the changelogs ours
            if (!name.equals(TopicConfig.CLEANUP_POLICY_CONFIG) && !name.startsWith("retention.")) {
                all.put(StreamsConfig.topicPrefix(name), value);
            }
        });
    }

    /**
     * A worker that comes back waits for the session of its dead self ({@code RATIONALE.md}, "Why a session of ten
     * seconds"). In the streams protocol sessions are the brokers' to set.
     */
    private static void session(Map<String, Object> all, Settings settings) {
        String protocol = settings.kafka()
                .properties()
                .getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, StreamsConfig.DEFAULT_GROUP_PROTOCOL);
        if (protocol.equalsIgnoreCase(GroupProtocol.CLASSIC.name())) {
            all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        }
    }

    /**
     * Small ones, of each partition in turn: outcomes do not wait behind what a backlog of intents has let the consumer
     * fetch ({@code RATIONALE.md}, "Why the consumer fetches small portions"). What a site says of consumers in general
     * holds for this one too.
     */
    private static void portions(Map<String, Object> all, Map<String, String> given) {
        Map<String, Integer> portions = Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PORTION_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PORTION_RECORDS);
        portions.forEach((name, value) -> {
            if (!given.containsKey(name) && !given.containsKey(StreamsConfig.consumerPrefix(name))) {
                all.put(StreamsConfig.mainConsumerPrefix(name), value);
            }
        });
    }

    /** What a site says of clients in general holds for the producer too. */
    private static void producer(Map<String, Object> all, Map<String, String> given) {
        Map<String, Object> ours = Map.of(
                // topics limit compressed batches, but the client's limit is for plain records: one that came in
                // compressed has to be able to go on, and zstd packs it no worse than whatever its producer used
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
                // most batches are a few small rows, and a higher level is mostly time spent on its tables
                ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, ZSTD_LEVEL,
                ProducerConfig.LINGER_MS_CONFIG, linger(given),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_PLAIN_BYTES,
                // a record must fit into the producer's memory besides, plain, while others are on their way
                ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BYTES);
        ours.forEach((name, value) -> {
            if (!given.containsKey(name)) {
                all.put(StreamsConfig.producerPrefix(name), value);
            }
        });
    }

    /**
     * A part of the commit interval, whichever that is: Streams' own is as long as our interval, and what a transaction
     * writes would be sent, and waited for, at its end. Much shorter, and the brokers get a batch for each record.
     */
    private static long linger(Map<String, String> given) {
        String interval =
                given.getOrDefault(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Integer.toString(COMMIT_INTERVAL_MILLIS));
        return Long.parseLong(interval.strip()) / LINGERS_PER_COMMIT;
    }

    private static void insisted(Map<String, Object> all, Settings settings) {
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.kafka().applicationId());
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.kafka().stateDir().toString());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.kafka().streamThreads());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }
}
