package courier.submission.attachment.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.sandbox.part.BlobStore;
import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore.Addressing;
import courier.submission.attachment.BlobStore.Addressing.Addressed;
import courier.submission.attachment.BlobStore.Opening.Missing;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import courier.testing.Fresh;
import courier.testing.Wire;
import courier.testing.WithParts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server that checks signatures. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class S3BlobsIT {

    private final String bucket = Fresh.name("cvs");
    private BlobStore server;
    private S3Client client;
    private S3Blobs blobs;

    @BeforeAll
    void start(BlobStore store) {
        server = store;
        client = store.client();
        client.createBucket(create -> create.bucket(bucket));
        blobs = S3Side.blobs(store, bucket);
        put("cv.pdf", "a CV".getBytes(UTF_8));
    }

    @AfterAll
    void stop() {
        blobs.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026/11/anna.pdf    | 2026/11/anna.pdf",
                "a b+c=d&e.pdf       | a%20b+c=d&e.pdf",
                "100%.pdf            | 100%25.pdf",
                "%41.pdf             | %2541.pdf",
                "what?#.pdf          | what%3F%23.pdf",
                "Müller €.pdf        | M%C3%BCller%20%E2%82%AC.pdf",
                "履歴書.pdf           | 履歴書.pdf",
                "c..d/...pdf         | c..d/...pdf"
            })
    void shouldOpenAFileWhateverItsKey(String key, String path) throws Exception {
        put(key, key.getBytes(UTF_8));

        try (Opened opened = (Opened) blobs.open(S3Side.reference("s3://" + bucket + "/" + path))) {
            assertThat(opened.sizeBytes()).isEqualTo(key.getBytes(UTF_8).length);
            assertThat(opened.contentType()).isEqualTo("application/pdf");
            assertThat(opened.stream().readAllBytes()).asString(UTF_8).isEqualTo(key);
        }
        Addressed addressed = addressed(S3Side.PATIENT, path);
        assertThat(fetch(addressed.url()).body()).isEqualTo(key);
    }

    @Test
    void shouldTellAMissingFileFromAMissingBucket() {
        String gone = Fresh.name("gone");
        try (S3Blobs any = S3Side.blobs(server, "*")) {
            assertThat(any.open(S3Side.reference("s3://" + bucket + "/none.pdf")))
                    .isInstanceOf(Missing.class);
            assertThat(any.address(S3Side.reference("s3://" + bucket + "/none.pdf"), Duration.ofMinutes(1)))
                    .isEqualTo(new Addressing.Failed(new Missing()));
            assertThat(any.open(S3Side.reference("s3://" + gone + "/cv.pdf"))).isInstanceOf(Unavailable.class);
            assertThat(any.address(S3Side.reference("s3://" + gone + "/cv.pdf"), Duration.ofMinutes(1)))
                    .isEqualTo(new Addressing.Failed(new Unavailable()));
        }
    }

    @Test
    void shouldRefuseABucketThatIsNotListed() {
        try (S3Blobs others = S3Side.blobs(server, "others")) {
            assertThat(others.open(cv())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void shouldTakeWrongCredentialsForAStoreThatIsDown() {
        try (S3Blobs wrong =
                        S3Side.blobs(server.endpoint(), server.accessKey(), "wrong", S3Side.PATIENT, List.of(bucket));
                S3Blobs unknown = S3Side.blobs(
                        server.endpoint(), "unknown", server.secretKey(), S3Side.PATIENT, List.of(bucket))) {
            assertThat(wrong.open(cv())).isInstanceOf(Unavailable.class);
            assertThat(wrong.address(cv(), Duration.ofMinutes(1))).isEqualTo(new Addressing.Failed(new Unavailable()));
            assertThat(unknown.open(cv())).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void shouldTakeTheLackOfCredentialsForAStoreThatIsDown() {
        System.setProperty("aws.disableEc2Metadata", "true");
        try (DefaultCredentialsProvider none =
                        DefaultCredentialsProvider.builder().build();
                S3Blobs without = new S3Blobs(
                        new Settings.S3(List.of(bucket), server.endpoint(), null, true), S3Side.PATIENT, () -> none)) {
            assertThat(without.open(cv())).isInstanceOf(Unavailable.class);
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void shouldReadAgainWhenTheStoreIsBack() throws Exception {
        try (Wire wire = new Wire(server.endpoint());
                S3Blobs wired = S3Side.blobs(
                        wire.through(server.endpoint()),
                        server.accessKey(),
                        server.secretKey(),
                        S3Side.PATIENT,
                        List.of(bucket))) {
            assertThat(read(wired)).isEqualTo("a CV");
            wire.cut();
            assertThat(wired.open(cv())).isInstanceOf(Unavailable.class);
            wire.mend();
            assertThat(read(wired)).isEqualTo("a CV");
        }
    }

    @Test
    void shouldNoticeAStoreThatDiesInMidFile() throws Exception {
        byte[] large = new byte[10_000_000];
        put("dying.pdf", large);
        try (Wire wire = new Wire(server.endpoint());
                S3Blobs wired = S3Side.blobs(
                        wire.through(server.endpoint()),
                        server.accessKey(),
                        server.secretKey(),
                        S3Side.PATIENT,
                        List.of(bucket));
                Opened opened = (Opened) wired.open(S3Side.reference("s3://" + bucket + "/dying.pdf"))) {
            assertThat(opened.stream().readNBytes(1000)).hasSize(1000);
            wire.cut();

            assertThatThrownBy(() -> opened.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldReadALargeFilePieceByPieceOrNotAtAll() throws Exception {
        byte[] large = new byte[10_000_000];
        Arrays.fill(large, (byte) 'x');
        put("large.pdf", large);
        try (Opened whole = (Opened) blobs.open(S3Side.reference("s3://" + bucket + "/large.pdf"))) {
            assertThat(countOf(whole.stream())).isEqualTo(large.length);
        }
        for (int i = 0; i < 200; i++) {
            // 2 GB would have been drained, and 200 connections kept
            try (Opened part = (Opened) blobs.open(S3Side.reference("s3://" + bucket + "/large.pdf"))) {
                assertThat(part.stream().readNBytes(1000)).hasSize(1000);
            }
        }
        assertThat(read(blobs)).isEqualTo("a CV");
    }

    @Test
    void shouldMakeAnAddressThatAnybodyCanFetchForAWhile() throws Exception {
        Addressed addressed = addressed(Duration.ofSeconds(3), "cv.pdf");

        assertThat(addressed.sizeBytes()).isEqualTo(4);
        assertThat(addressed.contentType()).isEqualTo("application/pdf");
        assertThat(addressed).hasToString("Addressed");
        assertThat(fetch(addressed.url()).body()).isEqualTo("a CV");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(fetch(addressed.url()).statusCode()).isEqualTo(403));
    }

    private BlobReference cv() {
        return S3Side.reference("s3://" + bucket + "/cv.pdf");
    }

    private String read(S3Blobs from) throws IOException {
        try (Opened opened = (Opened) from.open(cv())) {
            return new String(opened.stream().readAllBytes(), UTF_8);
        }
    }

    private Addressed addressed(Duration validity, String path) {
        return (Addressed) blobs.address(S3Side.reference("s3://" + bucket + "/" + path), validity);
    }

    private static HttpResponse<String> fetch(URI url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        }
    }

    private static long countOf(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        long count = 0;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            count += read;
        }
        return count;
    }

    private void put(String key, byte[] bytes) {
        var _ = client.putObject(
                put -> put.bucket(bucket).key(key).contentType("application/pdf"), RequestBody.fromBytes(bytes));
    }
}
