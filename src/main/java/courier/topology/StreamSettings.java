package courier.topology;

import courier.config.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Settings of Kafka Streams: our defaults, what a site passes through, and what the protocol insists on. */
final class StreamSettings {

    private static final int COMMIT_INTERVAL_MILLIS = 100;
    private static final int POLL_MILLIS = 10;
    private static final int BUFFERED_RECORDS = 250;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int LARGEST_PLAIN_BYTES = 64 << 20;

    private StreamSettings() {}

    /**
     * The settings.
     *
     * @param address where other workers reach this one's pages; null for nowhere
     */
    static Properties of(Settings settings, TopicPlan plan, @Nullable URI address) {
        Map<String, Object> all = new HashMap<>();
        defaults(all, settings, plan);
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
        // topics limit compressed batches, but the client's limit is for plain records: one that came in compressed
        // must
        // be able to go on, and zstd packs it no worse than whatever its producer used
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_PLAIN_BYTES);
        plan.internalConfigs(TopicRole.REPARTITION).forEach((name, value) -> {
            // Streams gives its repartition topics these two itself, and would give the changelogs ours
            if (!name.equals(TopicConfig.CLEANUP_POLICY_CONFIG) && !name.startsWith("retention.")) {
                all.put(StreamsConfig.topicPrefix(name), value);
            }
        });
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
