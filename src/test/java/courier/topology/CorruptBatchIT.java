package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.SettingsFile;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.TopicsAdmin.Missing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A byte has changed on a broker's disk: the worker ends and says where, and a person skips the batch. */
@WithParts
class CorruptBatchIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path TARGET = Path.of("target");
    private static final int DAMAGED = 1;

    @Test
    void shouldNameTheBatchAndGoOnOnceItIsSkipped(Registry registry, KomboStandIn kombo)
            throws IOException, InterruptedException, ExecutionException {
        Path directory = Fresh.directory("corrupt");
        try (Broker broker = Broker.start(directory.resolve("broker"))) {
            Settings settings = TestSettings.fresh(broker, registry, kombo);
            assertThat(((Preparation.Checked) TopicsAdmin.prepare(settings, Missing.CREATE)).sound())
                    .isTrue();
            Path file = SettingsFile.write(settings, directory.resolve("worker"), directory.resolve("state"));
            try (Stream stream = new Stream(settings)) {
                stream.ask(SampleIntents.of("before"));
                stream.ask(SampleIntents.of("damaged"));
                stream.ask(SampleIntents.of("behind"));
                TopicPartition partition = damage(
                        directory.resolve("broker/data"), settings.topics().intents());

                try (Worker worker = worker(directory, file)) {
                    assertThat(worker.awaitEnd(SOON)).isEqualTo(ExitCode.CORRUPT_INPUT.number());
                    assertThat(Files.readString(worker.log()))
                            .contains("partition " + partition + " at offset " + DAMAGED)
                            .contains("docs/operations.md");
                }
                try (Worker worker = worker(directory, file)) {
                    assertThat(worker.awaitEnd(SOON))
                            .as("a restart alone fails again")
                            .isEqualTo(ExitCode.CORRUPT_INPUT.number());
                }
                assertThat(kombo.journal().postsOf("behind")).isEmpty();

                skip(settings, partition, DAMAGED + 1);

                try (Worker worker = worker(directory, file)) {
                    stream.awaitSuccess("before");
                    stream.awaitSuccess("behind");
                    stream.ask(SampleIntents.of("damaged"));
                    stream.awaitSuccess("damaged");
                    assertThat(worker.stop()).isEqualTo(ExitCode.OK.number());
                }
                assertThat(List.of("before", "damaged", "behind"))
                        .allSatisfy(intent ->
                                assertThat(kombo.journal().postsOf(intent)).hasSize(1));
            }
        }
    }

    private static Worker worker(Path directory, Path file) {
        return Worker.start(
                "worker", TARGET, directory.resolve("worker"), file, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    /** What docs/operations.md has a person do, by the same requests as its command. */
    private static void skip(Settings settings, TopicPartition partition, long offset)
            throws InterruptedException, ExecutionException {
        String group = settings.kafka().applicationId();
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            await().atMost(SOON)
                    .until(() -> admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                            .allMatch(described -> described.members().isEmpty()));
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    /** Flips a bit in the last byte of the batch, in the one partition of the topic that has any. */
    private static TopicPartition damage(Path data, String topic) throws IOException {
        for (int partition = 0; partition < TestSettings.PARTITIONS; partition++) {
            Path segment = data.resolve(topic + "-" + partition).resolve("00000000000000000000.log");
            if (Files.size(segment) > 0) {
                flip(segment);
                return new TopicPartition(topic, partition);
            }
        }
        throw new AssertionError("no partition of " + topic + " has a record");
    }

    private static void flip(Path segment) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(segment.toFile(), "rw")) {
            long at = 0;
            while (log.readLong() != DAMAGED) {
                at += Long.BYTES + Integer.BYTES + log.readInt();
                log.seek(at);
            }
            long last = at + Long.BYTES + Integer.BYTES + log.readInt() - 1;
            log.seek(last);
            int value = log.read();
            log.seek(last);
            log.write(value ^ 1);
        }
    }
}
