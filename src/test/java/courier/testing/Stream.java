package courier.testing;

import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.config.Settings;
import courier.event.DeadLetterAssembly;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private final List<ConsumerRecord<byte[], byte[]>> letterRecords = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final DeadLetterAssembly assembly;

    /** Opens it; the topics must be there. */
    public Stream(Settings settings) {
        this.settings = settings;
        this.serde = EventSerdes.create(settings.registry());
        this.assembly = new DeadLetterAssembly(
                bytes -> (ApplicationDeadLetter)
                        serde.deserializer().deserialize(settings.topics().deadLetters(), bytes),
                64 << 20);
        String brokers = settings.kafka().bootstrapServers();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        64 << 20,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        96 << 20),
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

    /** Puts an intent in whose record has headers. */
    public void ask(ApplicationIntent intent, Map<String, String> headers) {
        byte[] value = serde.serializer().serialize(settings.topics().intents(), intent);
        ask(intent.getJobId().getBytes(StandardCharsets.UTF_8), value, headers);
    }

    /** Puts a record in. */
    public void ask(byte @Nullable [] key, byte @Nullable [] value) {
        ask(key, value, Map.of());
    }

    /** Puts a record with headers in. */
    public void ask(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(settings.topics().intents(), key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
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
            records.add(record);
            switch (serde.deserializer().deserialize(record.topic(), record.value())) {
                case ApplicationSuccess success -> successes.add(success);
                case ApplicationWarning warning -> warnings.add(warning);
                case ApplicationDeadLetter deadLetter -> {
                    letterRecords.add(record);
                    assemble(record.partition(), deadLetter);
                }
                default -> throw new IllegalStateException("a record that is no event on " + record.topic());
            }
        });
        return this;
    }

    private void assemble(int partition, ApplicationDeadLetter letter) {
        switch (assembly.take(partition, letter)) {
            case DeadLetterAssembly.Read.Whole(ApplicationDeadLetter whole) -> deadLetters.add(whole);
            case DeadLetterAssembly.Read.Piece _ -> {}
            case DeadLetterAssembly.Read.Incomplete(var _, String why) ->
                throw new AssertionError("a dead letter in parts: " + why);
        }
    }

    /** The records of the dead-letter topic read so far: more than dead letters, where one stands in parts. */
    public List<ConsumerRecord<byte[], byte[]>> letterRecords() {
        return letterRecords;
    }

    /** The records of all these topics read so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** The successes read so far. */
    public List<ApplicationSuccess> successes() {
        return successes;
    }

    /** The warnings read so far. */
    public List<ApplicationWarning> warnings() {
        return warnings;
    }

    /** The dead letters read so far, whole. */
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
