package courier.cli;

import courier.avro.HoldCommand;
import courier.avro.IntegrationHold;
import courier.config.Settings;
import courier.ops.Time;
import courier.outcome.OutcomeCodec;
import courier.registry.EventSerdes;
import courier.topology.ClientSettings;
import courier.topology.Partitioning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/** Reads the operations topic to its end, and writes commands to the outcomes topic. */
final class KafkaHoldDesk implements HoldDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String WRITER = "cli";

    private final Settings settings;
    private final Time time;
    private final Serde<IntegrationHold> serde;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, IntegrationHold> newest = new LinkedHashMap<>();

    private KafkaHoldDesk(
            Settings settings, Time time, Serde<IntegrationHold> serde, Consumer<byte[], byte[]> consumer) {
        this.settings = settings;
        this.time = time;
        this.serde = serde;
        this.consumer = consumer;
    }

    /** Opens the desk; the cluster is not asked before it is used. */
    static HoldDesk open(Settings settings) {
        Serde<IntegrationHold> serde = EventSerdes.create(settings.registry());
        try {
            Map<String, Object> client = ClientSettings.consumer(settings.kafka());
            client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
            client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            return new KafkaHoldDesk(
                    settings,
                    Time.SYSTEM,
                    serde,
                    new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            serde.close();
            throw e;
        }
    }

    @Override
    public List<IntegrationHold> read() {
        Map<TopicPartition, Long> ends = ends();
        long deadline = time.nanos() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (time.nanos() > deadline) {
                throw new TimeoutException("the operations topic could not be read to its end in time");
            }
            poll();
        }
        return List.copyOf(newest.values());
    }

    /** Begins at the beginning the first time, and goes on from there later. */
    private Map<TopicPartition, Long> ends() {
        String topic = settings.topics().operations();
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException(
                        topic + " is not there: 'courier topics --create' creates it");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        return consumer.endOffsets(consumer.assignment());
    }

    private List<IntegrationHold> poll() {
        List<IntegrationHold> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.key() != null && record.value() != null) {
                IntegrationHold hold = serde.deserializer().deserialize(record.topic(), record.value());
                String key = new String(record.key(), StandardCharsets.UTF_8);
                newest.remove(key);
                newest.put(key, hold);
                read.add(hold);
            }
        }
        return read;
    }

    @Override
    public int send(courier.outcome.HoldCommand command) {
        Map<String, Object> client = ClientSettings.producer(settings.kafka());
        client.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topic = settings.topics().outcomes();
            int partitions = producer.partitionsFor(topic).size();
            String id = command.integrationId();
            byte[] value = OutcomeCodec.encode(command.toRecord(), WRITER, time.wallMillis());
            List<Future<?>> sent = new ArrayList<>();
            if (id == null) {
                for (int partition = 0; partition < partitions; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
                }
            } else {
                byte[] key = id.getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic, Partitioning.of(id, partitions), key, value)));
            }
            sent.forEach(KafkaHoldDesk::acknowledged);
            return sent.size();
        }
    }

    private static void acknowledged(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public List<IntegrationHold> await(courier.outcome.HoldCommand command, int answers, Duration patience) {
        List<IntegrationHold> heard = new ArrayList<>();
        int answered = 0;
        long deadline = time.nanos() + patience.toNanos();
        while (answered < answers && time.nanos() < deadline) {
            for (IntegrationHold hold : poll()) {
                HoldCommand told = hold.getCommand();
                if (told != null && told.getId().equals(command.id())) {
                    heard.add(hold);
                    answered += Objects.equals(hold.getIntegrationId(), command.integrationId()) ? 1 : 0;
                }
            }
        }
        return heard;
    }

    @Override
    public void close() {
        consumer.close();
        serde.close();
    }
}
