package courier.cli;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.cli.Traces.Trace;
import courier.config.Settings;
import courier.ops.Time;
import courier.registry.EventSerdes;
import courier.registry.RegistryFailures;
import courier.topology.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Finds a person's records in the public topics, and deletes up to them where that may be. Used by one thread. */
final class KafkaErasure implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After a segment's time is over the brokers look, and delete the file a minute later: room for both. */
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Settings settings;
    private final Time time;
    private final Serde<SpecificRecord> serde;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;

    private KafkaErasure(
            Settings settings, Serde<SpecificRecord> serde, Consumer<byte[], byte[]> consumer, Admin admin) {
        this.settings = settings;
        this.time = Time.SYSTEM;
        this.serde = serde;
        this.consumer = consumer;
        this.admin = admin;
    }

    /** Opens the clients; the cluster is not asked before it is used. */
    static KafkaErasure open(Settings settings) {
        Map<String, Object> client = ClientSettings.consumer(settings.kafka());
        client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaErasure(
                settings,
                EventSerdes.create(settings.registry()),
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(ClientSettings.admin(settings.kafka())));
    }

    /** All records of the person that stand in the topics now. */
    Traces find(Person person) {
        Set<Person.Asked> asked = new HashSet<>();
        switch (person) {
            case Person.Asked one -> asked.add(one);
            case Person.Email email ->
                each(List.of(settings.topics().intents(), settings.topics().deadLetters()), (_, event) -> {
                    ApplicationIntent intent = intent(event);
                    if (intent != null && email.isOf(intent)) {
                        asked.add(new Person.Asked(intent.getIntegrationId(), intent.getIntentId()));
                    }
                });
        }
        return find(asked);
    }

    private static @Nullable ApplicationIntent intent(@Nullable SpecificRecord event) {
        return switch (event) {
            case ApplicationIntent intent -> intent;
            case ApplicationDeadLetter letter -> letter.getIntent();
            case null, default -> null;
        };
    }

    private Traces find(Set<Person.Asked> asked) {
        Settings.Topics topics = settings.topics();
        List<String> names = List.of(topics.intents(), topics.deadLetters(), topics.successes(), topics.warnings());
        Map<String, Duration> stays = stays(names);
        String group = settings.kafka().applicationId();
        // of the intents alone: whoever erases has no right to look at the group's internal topics
        Map<TopicPartition, OffsetAndMetadata> read = get(admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions(topics.intents()))))
                .partitionsToOffsetAndMetadata(group));
        List<Trace> found = new ArrayList<>();
        Map<TopicPartition, Long> others = new HashMap<>();
        Map<TopicPartition, Long> older = new HashMap<>();
        long[] unreadable = {0};
        each(names, (record, event) -> {
            TopicPartition at = new TopicPartition(record.topic(), record.partition());
            Person.Asked whose = event == null ? null : Person.Asked.in(event);
            if (whose == null) {
                unreadable[0] += event == null ? 1 : 0;
            }
            if (whose != null && asked.contains(whose)) {
                OffsetAndMetadata next = read.get(at);
                boolean done = record.topic().equals(topics.deadLetters())
                        || (record.topic().equals(topics.intents()) && next != null && record.offset() < next.offset());
                Instant written = Instant.ofEpochMilli(record.timestamp());
                Duration stay = stays.get(record.topic());
                found.add(new Trace(at, record.offset(), written, stay == null ? null : written.plus(stay), done));
                older.put(at, others.getOrDefault(at, 0L));
            } else {
                others.merge(at, 1L, Long::sum);
            }
        });
        return new Traces(found, older, unreadable[0]);
    }

    /** How long a record stays at most: whole segments go, once their newest record is old enough. */
    private Map<String, Duration> stays(List<String> topics) {
        Map<ConfigResource, Config> configs = get(admin.describeConfigs(topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, Duration> stays = new HashMap<>();
        configs.forEach((topic, config) -> {
            long retention =
                    Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
            long segment =
                    Long.parseLong(config.get(TopicConfig.SEGMENT_MS_CONFIG).value());
            if (retention >= 0) {
                stays.put(
                        topic.name(),
                        Duration.ofMillis(retention).plusMillis(segment).plus(SWEEP));
            }
        });
        return stays;
    }

    /** Deletes what stands before these offsets, for everybody. */
    void delete(Map<TopicPartition, Long> upTo) {
        Map<TopicPartition, RecordsToDelete> deletion = new HashMap<>();
        upTo.forEach((partition, offset) -> deletion.put(partition, RecordsToDelete.beforeOffset(offset)));
        get(admin.deleteRecords(deletion).all());
    }

    /** Hands over each committed record, with null for one that cannot be read. */
    private void each(List<String> topics, BiConsumer<ConsumerRecord<byte[], byte[]>, @Nullable SpecificRecord> work) {
        for (String topic : topics) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = time.nanos() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    work.accept(record, decoded(record));
                    deadline = time.nanos() + PATIENCE.toNanos();
                }
                if (time.nanos() > deadline) {
                    throw new TimeoutException(topic + " could not be read to its end");
                }
            }
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private @Nullable SpecificRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            return serde.deserializer().deserialize(record.topic(), record.value());
        } catch (KafkaException e) {
            if (RegistryFailures.isUnavailable(e)) {
                throw e;
            }
            return null;
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
        serde.close();
    }
}
