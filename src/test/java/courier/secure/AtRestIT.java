package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.RunningWorker;
import courier.topology.TopicPlan;
import courier.topology.TopicRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a person's data lies, and what goes when: the claims of docs/privacy.md. */
@WithParts
class AtRestIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);

    @Test
    void shouldKeepPersonsInNoOtherTopicsThanThoseThatAreNamed(Broker broker, Registry registry, KomboStandIn kombo)
            throws IOException {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        kombo.behaviours().ofJob("job-bad", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        try (RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            stream.ask(SampleIntents.of("workday:a", "delivered-person", "job-1"));
            stream.ask(SampleIntents.of("workday:a", "refused-person", "job-bad"));
            await().atMost(SOON).until(() -> stream.read().ends() == 2);
            assertThat(mode(settings.kafka().stateDir())).isEqualTo("rwx------");
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }

        Set<TopicRole> delivered = EnumSet.noneOf(TopicRole.class);
        Set<TopicRole> refused = EnumSet.noneOf(TopicRole.class);
        for (TopicRole role : TopicRole.values()) {
            for (ConsumerRecord<byte[], byte[]> record : records(settings, role)) {
                if (holds(record, "delivered-person@example.com")) {
                    delivered.add(role);
                }
                if (holds(record, "refused-person@example.com")) {
                    refused.add(role);
                }
            }
        }

        // what the repartition topic holds is deleted as soon as it is read: it may be gone by now
        delivered.remove(TopicRole.REPARTITION);
        refused.remove(TopicRole.REPARTITION);
        assertThat(delivered).containsExactlyInAnyOrder(TopicRole.INTENTS, TopicRole.PAYLOAD);
        assertThat(refused).containsExactlyInAnyOrder(TopicRole.INTENTS, TopicRole.PAYLOAD, TopicRole.DEAD_LETTERS);
    }

    @Test
    void shouldDeleteTheApplicationFromTheLedgerWhenItsIntentEnds(
            Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            stream.ask(SampleIntents.of("workday:a", "ended", "job-1"));
            stream.awaitSuccess("ended");
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }

        for (TopicRole role : List.of(TopicRole.PAYLOAD, TopicRole.WAITING)) {
            Map<Bytes, Boolean> present = new HashMap<>();
            records(settings, role).forEach(record -> present.put(Bytes.wrap(record.key()), record.value() != null));
            assertThat(present.values()).as("rows of %s", role).doesNotContain(true);
            assertThat(present.isEmpty()).as("was written: %s", role).isEqualTo(role == TopicRole.WAITING);
        }
    }

    @Test
    void shouldGoOnAfterRecordsOfEndedIntentsWereDeletedByHand(Broker broker, Registry registry, KomboStandIn kombo)
            throws Exception {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        kombo.behaviours().ofJob("job-bad", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        try (Stream stream = started(settings)) {
            try (RunningWorker worker = RunningWorker.start(settings)) {
                stream.ask(SampleIntents.of("workday:a", "erased", "job-bad"));
                var _ = stream.awaitDeadLetter("erased");
                assertThat(worker.stop()).isEqualTo(ExitCode.OK);
            }
            deleteAll(settings, settings.topics().intents());
            deleteAll(settings, settings.topics().deadLetters());
            assertThat(records(settings, TopicRole.INTENTS)).isEmpty();
            assertThat(records(settings, TopicRole.DEAD_LETTERS)).isEmpty();

            try (RunningWorker worker = RunningWorker.start(settings)) {
                stream.ask(SampleIntents.of("workday:a", "after", "job-1"));
                stream.awaitSuccess("after");
                assertThat(worker.stop()).isEqualTo(ExitCode.OK);
            }
        }
    }

    private static Stream started(Settings settings) {
        try (RunningWorker worker = RunningWorker.start(settings)) {
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }
        return new Stream(settings);
    }

    private static void deleteAll(Settings settings, String topic) throws Exception {
        Map<TopicPartition, RecordsToDelete> upTo = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings);
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", settings.kafka().bootstrapServers()))) {
            consumer.endOffsets(partitions(consumer, topic))
                    .forEach((partition, end) -> upTo.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(upTo).all().get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Settings settings, TopicRole role) {
        String topic = TopicPlan.load().name(role, settings);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Settings settings) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka().bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record, String text) {
        return contains(record.key(), text) || contains(record.value(), text);
    }

    private static boolean contains(byte @Nullable [] bytes, String text) {
        return bytes != null && new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    private static String mode(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }
}
