package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.Application;
import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.Wire;
import courier.testing.WithParts;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** One worker, a real S3 server on a wire that can be cut, and files on their way into applications. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AttachmentsIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int BYTES = 3_000_000;
    private static final String BY_ADDRESS = "workday:by-address";

    private final byte[] file = new byte[BYTES];
    private final String bucket = Fresh.name("cvs");
    private RunningWorker worker;
    private Stream stream;
    private KomboStandIn kombo;
    private Wire wire;

    @BeforeAll
    void start(Broker broker, Registry registry, BlobStore store, KomboStandIn standIn) {
        kombo = standIn;
        wire = new Wire(store.endpoint());
        Arrays.fill(file, (byte) 'x');
        try (S3Client client = store.client()) {
            client.createBucket(create -> create.bucket(bucket));
            var _ = client.putObject(put -> put.bucket(bucket).key("a b+c/Müller.pdf"), RequestBody.fromBytes(file));
        }
        // as AWS's default chain finds them
        System.setProperty("aws.accessKeyId", store.accessKey());
        System.setProperty("aws.secretAccessKey", store.secretKey());
        Map<String, String> values = TestSettings.values(broker, registry, kombo);
        values.put("attachments.s3-endpoint", wire.through(store.endpoint()).toString());
        values.put("attachments.s3-path-style", "true");
        values.put("attachments.s3-buckets", bucket);
        values.put("retry.max-attempts", "50");
        values.put("integrations." + BY_ADDRESS + ".attachments.mode", "url");
        Settings settings = TestSettings.of(values);
        worker = RunningWorker.start(settings);
        stream = new Stream(settings);
        stream.ask(intent("first", "a%20b+c/M%C3%BCller.pdf", (long) BYTES, null));
        stream.awaitSuccess("first");
    }

    @AfterAll
    void stop() {
        stream.close();
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        wire.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void shouldDeliverTheVeryBytesOfTheStore() throws Exception {
        stream.ask(intent("bytes", "a%20b+c/M%C3%BCller.pdf", null, sha256(file)));

        stream.awaitSuccess("bytes");

        assertThat(created("bytes"))
                .singleElement()
                .satisfies(post -> assertThat(post.attachments())
                        .singleElement()
                        .satisfies(attachment -> {
                            assertThat(attachment.bytes()).isEqualTo(BYTES);
                            assertThat(attachment.sha256()).isEqualTo(sha256(file));
                        }));
    }

    @Test
    void shouldLetKomboDownloadTheFileFromASignedAddress() throws Exception {
        stream.ask(ApplicationIntent.newBuilder(intent("signed", "a%20b+c/M%C3%BCller.pdf", (long) BYTES, null))
                .setIntegrationId(BY_ADDRESS)
                .build());

        stream.awaitSuccess("signed");

        assertThat(created("signed")).singleElement().satisfies(post -> {
            assertThat(post.bodyBytes()).isLessThan(BYTES);
            assertThat(post.attachments())
                    .containsExactly(new Post.Attachment("/attachments/0", "data_url", BYTES, sha256(file)));
        });
    }

    @Test
    void shouldWaitForAStoreThatIsDown() {
        wire.cut();
        stream.ask(intent("patient", "a%20b+c/M%C3%BCller.pdf", (long) BYTES, null));
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> ended("patient") == 0);
        wire.mend();

        stream.awaitSuccess("patient");

        assertThat(stream.successes())
                .filteredOn(success -> success.getIntentId().equals("patient"))
                .singleElement()
                .satisfies(success -> assertThat(success.getAttempts()).isGreaterThan(1));
        assertThat(created("patient")).hasSize(1);
        assertThat(posts("patient")).as("no call without the file").hasSize(1);
    }

    /** The request has begun by then, and must not end as if the file were whole. */
    @Test
    void shouldCallAgainWhereTheStoreBreaksOffInTheMiddleOfAFile() throws Exception {
        wire.breakAfter(BYTES / 2);
        stream.ask(intent("broken-off", "a%20b+c/M%C3%BCller.pdf", null, null));

        stream.awaitSuccess("broken-off");

        assertThat(posts("broken-off")).as("one of them broke off").hasSize(2);
        assertThat(created("broken-off"))
                .singleElement()
                .satisfies(post -> assertThat(post.attachments())
                        .singleElement()
                        .satisfies(attachment -> assertThat(attachment.sha256()).isEqualTo(sha256(file))));
    }

    @Test
    void shouldDeadLetterAnIntentWhoseFileIsGone() {
        stream.ask(intent("gone", "none.pdf", null, null));

        assertThat(stream.awaitDeadLetter("gone").getCode()).isEqualTo("ATTACHMENT_MISSING");
        assertThat(posts("gone")).isEmpty();
    }

    @Test
    void shouldDeadLetterAReferenceToAnotherBucket() {
        stream.ask(intent("foreign", "../others/cv.pdf", null, null));

        assertThat(stream.awaitDeadLetter("foreign").getCode()).isEqualTo("ATTACHMENT_REFUSED");
        assertThat(posts("foreign")).isEmpty();
    }

    /** Nobody knows before the file's last byte was read: by then nearly all of the request has left. */
    @Test
    void shouldCreateNothingWithAnotherFileThanWasMeant() {
        stream.ask(intent("exchanged", "a%20b+c/M%C3%BCller.pdf", (long) BYTES, "0".repeat(64)));

        ApplicationDeadLetter letter = stream.awaitDeadLetter("exchanged");

        assertThat(letter.getCode()).isEqualTo("ATTACHMENT_DIGEST_MISMATCH");
        assertThat(letter.getInDoubt()).isFalse();
        assertThat(posts("exchanged")).as("it had begun").hasSize(1);
        assertThat(created("exchanged")).isEmpty();
    }

    @Test
    void shouldCreateNothingWithAFileThatIsLongerOrShorterThanDeclared() {
        stream.ask(intent("longer", "a%20b+c/M%C3%BCller.pdf", BYTES - 1L, null));
        stream.ask(intent("shorter", "a%20b+c/M%C3%BCller.pdf", BYTES + 1L, null));

        assertThat(stream.awaitDeadLetter("longer").getCode()).isEqualTo("ATTACHMENT_SIZE_MISMATCH");
        assertThat(stream.awaitDeadLetter("shorter").getCode()).isEqualTo("ATTACHMENT_SIZE_MISMATCH");
        assertThat(created("longer")).isEmpty();
        assertThat(created("shorter")).isEmpty();
    }

    /** The job is the intent's own: a request that broke off tells the stand-in no more. */
    private ApplicationIntent intent(String intentId, String path, @Nullable Long size, @Nullable String sha256) {
        ApplicationIntent plain = SampleIntents.of(SampleIntents.INTEGRATION, intentId, "job-" + intentId);
        Attachment attachment = Attachment.newBuilder()
                .setName("CV.pdf")
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(BlobReference.newBuilder()
                        .setUri("s3://" + bucket + "/" + path)
                        .setSizeBytes(size)
                        .setSha256(sha256)
                        .build())
                .build();
        return ApplicationIntent.newBuilder(plain)
                .setApplication(Application.newBuilder(plain.getApplication())
                        .setAttachments(List.of(attachment))
                        .build())
                .build();
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<Post> posts(String intentId) {
        return kombo.journal().posts().stream()
                .filter(post -> post.job().equals("job-" + intentId))
                .toList();
    }

    private List<Post> created(String intentId) {
        return posts(intentId).stream().filter(Post::created).toList();
    }

    private long ended(String intentId) {
        Stream read = stream.read();
        return read.successes().stream()
                        .filter(success -> success.getIntentId().equals(intentId))
                        .count()
                + read.deadLetters().stream()
                        .filter(letter -> intentId.equals(letter.getIntentId()))
                        .count();
    }
}
