package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many large files at a time in a small worker: what a call costs is a buffer, not its file. Were each file in memory
 * as a whole, in whatever form, they would be several times the heap.
 */
@WithParts
class AttachmentMemoryIT {

    private static final int CALLS = 64;
    private static final int FILES = 8;
    private static final int FILE_BYTES = 10_000_000;
    private static final String HEAP = "-Xmx256m";

    /**
     * The heap, and what a JVM with RocksDB inside needs besides (250 MB were seen); far below the files' 853 MB of
     * Base64.
     */
    private static final long RESIDENT_LIMIT_KB = 500_000;

    @Test
    void shouldSendSixtyFourLargeFilesAtATimeFromASmallHeap(Broker broker, Registry registry) throws Exception {
        // Given
        Path folder = Fresh.directory("blobs");
        List<String> digests = store(folder);
        try (HoldingKombo holding = new HoldingKombo(CALLS);
                KomboStandIn unused = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));
                Deployment deployment = new Deployment(settings(broker, registry, unused, holding, folder), unused)) {
            Worker worker = deployment.worker("small", List.of(HEAP));
            ResidentMemory memory = new ResidentMemory(worker.handle());

            // When
            deployment.publish(IntStream.range(0, CALLS)
                    .mapToObj(i -> intent(i, folder, digests))
                    .toList());
            await().atMost(Deployment.LONG_ENOUGH.multipliedBy(4)).until(() -> {
                memory.look();
                return holding.heldAll() || !worker.isAlive();
            });

            // Then
            assertThat(worker.isAlive()).as(worker.lastLines()).isTrue();
            assertThat(deployment.awaitEnds(CALLS).successes()).isEqualTo(CALLS);
            memory.look();
            Map<String, HoldingKombo.Received> received = holding.received();
            assertThat(received).hasSize(CALLS);
            IntStream.range(0, CALLS)
                    .forEach(i -> assertThat(received.get("i-" + i))
                            .isEqualTo(new HoldingKombo.Received(FILE_BYTES, digests.get(i % FILES))));
            assertThat(memory.highestKb()).as("resident memory in kB").isLessThan(RESIDENT_LIMIT_KB);
            assertThat(worker.stop()).isZero();
        }
    }

    private static Settings settings(
            Broker broker, Registry registry, KomboStandIn unused, HoldingKombo holding, Path folder) {
        Map<String, String> values = TestSettings.values(broker, registry, unused);
        values.put("kombo.base-url", holding.baseUrl().toString());
        // a busy machine must not look like an outage: the held integration would never have them all in flight
        values.put("kombo.connect-timeout", "2m");
        values.put("kombo.request-timeout", "9m");
        values.put("attachments.file-roots", folder.toString());
        values.put("ledger.start-by", "60s");
        values.put("limits.slots-per-integration", Integer.toString(CALLS));
        values.put("limits.slots-per-worker", Integer.toString(CALLS));
        return TestSettings.of(values);
    }

    private static List<String> store(Path folder) throws Exception {
        List<String> digests = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[FILE_BYTES];
            new Random(i).nextBytes(content);
            Files.write(folder.resolve(i + ".pdf"), content);
            digests.add(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
        return digests;
    }

    private static ApplicationIntent intent(int i, Path folder, List<String> digests) {
        ApplicationIntent intent = SampleIntents.of("i-" + i);
        Attachment cv = Attachment.newBuilder()
                .setName("cv.pdf")
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(BlobReference.newBuilder()
                        .setUri(folder.resolve(i % FILES + ".pdf").toUri().toString())
                        .setSha256(digests.get(i % FILES))
                        .build())
                .build();
        return ApplicationIntent.newBuilder(intent)
                .setApplication(Application.newBuilder(intent.getApplication())
                        .setAttachments(List.of(cv))
                        .build())
                .build();
    }

    /** A process's memory as Linux counts it; elsewhere nothing is known of it, and the heap's limit must do. */
    private static final class ResidentMemory {
        private final Path status;
        private long highestKb;

        ResidentMemory(ProcessHandle process) {
            this.status = Path.of("/proc", Long.toString(process.pid()), "status");
        }

        long highestKb() {
            return highestKb;
        }

        /** The kernel itself remembers the peak. */
        void look() {
            try {
                Files.readString(status)
                        .lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .forEach(kb -> highestKb = Math.max(highestKb, kb));
            } catch (IOException _) {
                // see above
            }
        }
    }
}
