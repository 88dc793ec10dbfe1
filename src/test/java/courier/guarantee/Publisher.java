package courier.guarantee;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.registry.EventSerdes;
import courier.testing.SampleIntents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/** Publishes intents {@code i-0}, {@code i-1}, and so on, spread over some integrations. Used by one thread. */
public final class Publisher implements AutoCloseable {

    /** How many integrations there are. */
    public static final int INTEGRATIONS = 8;

    private static final int JOBS = 50;

    private final String topic;
    private final Serde<ApplicationIntent> serde;
    private final KafkaProducer<byte[], byte[]> producer;
    private int published;

    /** A publisher for the application of these settings. */
    public Publisher(Settings settings) {
        topic = settings.topics().intents();
        serde = EventSerdes.create(settings.registry());
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.kafka().bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes so many more. */
    public void publish(int count) {
        publish(IntStream.range(published, published + count)
                .mapToObj(Publisher::intent)
                .toList());
        published += count;
    }

    /** Publishes these; all are acknowledged when this returns. */
    public void publish(List<ApplicationIntent> intents) {
        List<Future<RecordMetadata>> sent = intents.stream()
                .map(intent -> producer.send(new ProducerRecord<>(
                        topic,
                        intent.getJobId().getBytes(StandardCharsets.UTF_8),
                        serde.serializer().serialize(topic, intent))))
                .toList();
        producer.flush();
        if (sent.stream().anyMatch(future -> future.state() != Future.State.SUCCESS)) {
            throw new IllegalStateException("an intent could not be published");
        }
    }

    /** The intent of a number: the same whenever it is asked for. */
    public static ApplicationIntent intent(int number) {
        return SampleIntents.of("workday:integration" + number % INTEGRATIONS, "i-" + number, "job-" + number % JOBS);
    }

    @Override
    public void close() {
        producer.close();
        serde.close();
    }
}
