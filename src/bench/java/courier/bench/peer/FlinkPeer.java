package courier.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.retryable.AsyncRetryStrategies.FixedDelayRetryStrategyBuilder;
import org.apache.flink.streaming.util.retryable.RetryPredicates;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Flink's Async I/O, unordered, in a MiniCluster of this process: at least once, a checkpoint each second, from the
 * last of which it goes on after a restart, whatever ended it. Calls under way are part of a checkpoint: they are made
 * again. Its parallelism is 1, so that the capacity bounds the calls in all. The connector was built for Kafka's
 * clients 4.2.0; runs here with those of all peers.
 */
final class FlinkPeer {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    /**
     * For an intent with all its tries, which Flink wants to be told; after it the job begins again at the checkpoint.
     */
    private static final Duration LIMIT = Duration.ofDays(1);

    private FlinkPeer() {}

    public static void main(String[] args) throws Exception {
        Orders orders = Orders.ofSystemProperties();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(orders.directory()));
        environment.setParallelism(1);
        environment.getConfig().enableObjectReuse();
        DataStream<Arrived> intents = environment
                .fromSource(source(orders), WatermarkStrategy.noWatermarks(), "intents")
                .uid("intents");
        AsyncDataStream.unorderedWaitWithRetry(
                        intents,
                        new FlinkCalls(),
                        LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS,
                        orders.slots(),
                        new FixedDelayRetryStrategyBuilder<Delivered>(Integer.MAX_VALUE, Calls.PAUSE.toMillis())
                                .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                                .build())
                .uid("calls")
                .sinkTo(sink(orders))
                .uid("successes");
        environment.execute(orders.group());
    }

    private static Configuration configuration(Path directory) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(
                CoreOptions.TMP_DIRS,
                Files.createDirectories(directory.resolve("tmp")).toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        last(directory)
                .ifPresent(checkpoint -> configuration.set(
                        StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString()));
        return configuration;
    }

    /** The newest checkpoint that is whole: its metadata is written last. */
    private static Optional<Path> last(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(FlinkPeer::modified))
                    .map(Path::getParent);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaSource<Arrived> source(Orders orders) {
        return KafkaSource.<Arrived>builder()
                .setBootstrapServers(orders.bootstrapServers())
                .setGroupId(orders.group())
                .setTopics(orders.intents())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new FlinkIntents())
                .build();
    }

    private static KafkaSink<Delivered> sink(Orders orders) {
        String topic = orders.successes();
        KafkaRecordSerializationSchema<Delivered> records = (delivered, _, _) ->
                new ProducerRecord<>(topic, delivered.key().getBytes(StandardCharsets.UTF_8), delivered.value());
        return KafkaSink.<Delivered>builder()
                .setBootstrapServers(orders.bootstrapServers())
                .setRecordSerializer(records)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }
}
