package courier.bench.peer;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Kafka Streams with its default guarantee, at least once, that makes the call where it maps an intent to its event,
 * and waits for it there. Has as many threads as there are partitions to read: more would stand idle.
 */
final class StreamsPeer {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private StreamsPeer() {}

    public static void main(String[] args) throws InterruptedException {
        Orders orders = Orders.ofSystemProperties();
        CountDownLatch end = new CountDownLatch(1);
        try (Calls calls = new Calls(orders)) {
            KafkaStreams streams = new KafkaStreams(topology(orders, calls), settings(orders));
            streams.setStateListener((now, _) -> {
                if (now == KafkaStreams.State.ERROR) {
                    end.countDown();
                }
            });
            Ending.whenAsked(end::countDown);
            streams.start();
            end.await();
            boolean _ = streams.close(
                    CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                            .withTimeout(CLOSE_LIMIT));
        }
    }

    private static Topology topology(Orders orders, Calls calls) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(orders.intents(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .processValues(() -> new Calling(calls))
                .map((_, delivered) -> KeyValue.pair(delivered.key(), delivered.value()))
                .to(orders.successes(), Produced.with(Serdes.String(), Serdes.ByteArray()));
        return builder.build();
    }

    private static Properties settings(Orders orders) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, orders.group());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, orders.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, orders.directory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Math.min(Clients.partitions(orders), orders.slots()));
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), Clients.SESSION_MILLIS);
        return settings;
    }

    /** {@code mapValues} for a function that wants to know where a record stood. */
    private static final class Calling extends ContextualFixedKeyProcessor<String, byte[], Delivered> {
        private final Calls calls;

        private Calling(Calls calls) {
            this.calls = calls;
        }

        @Override
        public void process(FixedKeyRecord<String, byte[]> intent) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            Arrived arrived = new Arrived(at.topic(), at.partition(), at.offset(), intent.timestamp(), intent.value());
            context().forward(intent.withValue(calls.untilDelivered(arrived)));
        }
    }
}
