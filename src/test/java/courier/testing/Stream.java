package courier.testing;

import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.config.Settings;
import courier.registry.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The stream as a neighbour sees it: puts intents in, and reads the committed events. Used by one thread. */
public final class Stream implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Settings settings;
    private final Serde<SpecificRecord> serde;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ApplicationSuccess> successes = new ArrayList<>();
    private final List<ApplicationWarning> warnings = new ArrayList<>();
    private final List<ApplicationDeadLetter> deadLetters = new ArrayList<>();

    /** Opens it; the topics must be there. */
    public Stream(Settings settings) {
        this.settings = settings;
        this.serde = EventSerdes.create(settings.registry());
        String brokers = settings.kafka().bootstrapServers();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        32 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(
                        settings.topics().successes(),
                        settings.topics().warnings(),
                        settings.topics().deadLetters())
                .stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Puts an intent in. */
    public void ask(ApplicationIntent intent) {
        byte[] value = serde.serializer().serialize(settings.topics().intents(), intent);
        ask(intent.getJobId().getBytes(StandardCharsets.UTF_8), value);
    }

    /** Puts a record in. */
    public void ask(byte @Nullable [] key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(settings.topics().intents(), key, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what has been committed since. */
    public Stream read() {
        consumer.poll(POLL).forEach(record -> {
            switch (serde.deserializer().deserialize(record.topic(), record.value())) {
                case ApplicationSuccess success -> successes.add(success);
                case ApplicationWarning warning -> warnings.add(warning);
                case ApplicationDeadLetter deadLetter -> deadLetters.add(deadLetter);
                default -> throw new IllegalStateException("a record that is no event on " + record.topic());
            }
        });
        return this;
    }

    /** The successes read so far. */
    public List<ApplicationSuccess> successes() {
        return successes;
    }

    /** The warnings read so far. */
    public List<ApplicationWarning> warnings() {
        return warnings;
    }

    /** The dead letters read so far. */
    public List<ApplicationDeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Successes and dead letters read so far. */
    public int ends() {
        return successes.size() + deadLetters.size();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        serde.close();
    }

    /** Waits for the success of an intent. */
    public void awaitSuccess(String intentId) {
        await().atMost(SOON)
                .until(() -> read().successes().stream()
                        .anyMatch(success -> success.getIntentId().equals(intentId)));
    }

    /** Waits for the dead letter of an intent. */
    public ApplicationDeadLetter awaitDeadLetter(String intentId) {
        return await().atMost(SOON)
                .until(
                        () -> read().deadLetters().stream()
                                .filter(letter -> intentId.equals(letter.getIntentId()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
