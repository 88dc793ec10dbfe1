package courier.submission.attachment.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.Settings;
import courier.submission.attachment.BlobStore.Addressing;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.BlobStore.Opening.Missing;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What the answers of an S3 server come to that a real one cannot be made to give; {@link S3BlobsIT} has the others.
 */
@Timeout(60)
final class S3BlobsTest {

    private MockWebServer server;
    private S3Blobs blobs;

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.start();
        blobs = blobs(S3Side.PATIENT);
    }

    @AfterEach
    void stop() {
        blobs.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, Missing",
        "404, NoSuchVersion, Missing",
        "404, NoSuchBucket, Unavailable",
        "404, '', Unavailable",
        "403, AccessDenied, Unavailable",
        "403, InvalidAccessKeyId, Unavailable",
        "403, SignatureDoesNotMatch, Unavailable",
        "403, RequestTimeTooSkewed, Unavailable",
        "403, InvalidObjectState, Unavailable",
        "400, ExpiredToken, Unavailable",
        "301, PermanentRedirect, Unavailable",
        "429, TooManyRequests, Unavailable",
        "500, InternalError, Unavailable",
        "503, SlowDown, Unavailable"
    })
    void shouldKnowWhatAnErrorMeans(int status, String code, String opening) {
        answer(status, "<Error><Code>" + code + "</Code><Message>of anna-keller.pdf</Message></Error>");

        assertThat(open().getClass().getSimpleName()).isEqualTo(opening);
        assertThat(server.getRequestCount()).as("the ledger tries again").isEqualTo(1);
    }

    @Test
    void shouldNotTakeAPageForTheStoresWordThatAFileIsGone() {
        answer(404, "<html>no such page</html>");

        assertThat(open()).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldAskAgainWhatItIsThatIsNotFound() {
        answer(404, "");
        answer(404, "<Error><Code>NoSuchBucket</Code></Error>");
        answer(404, "");
        answer(404, "<Error><Code>NoSuchKey</Code></Error>");

        assertThat(address()).isEqualTo(new Addressing.Failed(new Unavailable()));
        assertThat(address()).isEqualTo(new Addressing.Failed(new Missing()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://others/cv.pdf", "s3://cvs/../others/cv.pdf", "s3://cvs/%2e%2e/others/cv.pdf"})
    void shouldReadFromListedBucketsOnly(String uri) {
        assertThat(blobs.open(S3Side.reference(uri))).isInstanceOf(Refused.class);
        assertThat(blobs.address(S3Side.reference(uri), Duration.ofMinutes(1)))
                .isEqualTo(new Addressing.Failed(new Refused()));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void shouldRefuseAFileThatComesPacked() {
        server.enqueue(new MockResponse.Builder()
                .body("packed")
                .addHeader("Content-Encoding", "gzip")
                .build());

        assertThat(open()).isInstanceOf(Refused.class);
    }

    @Test
    void shouldReadAFileWhoseChecksumIsRight() throws IOException {
        server.enqueue(checked("a CV", "a CV"));

        try (Opened opened = (Opened) open()) {
            assertThat(opened.stream().readAllBytes()).asString().isEqualTo("a CV");
        }
    }

    @Test
    void shouldNotReadOnWhenTheStoresChecksumIsAnother() throws IOException {
        server.enqueue(checked("a CV", "another CV"));

        try (Opened opened = (Opened) open()) {
            assertThatThrownBy(() -> opened.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldNotTakeACutFileForAWholeOne() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(200_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        try (Opened opened = (Opened) open()) {
            assertThat(opened.sizeBytes()).isEqualTo(200_000);
            assertThatThrownBy(() -> opened.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("keller");
        }
    }

    @Test
    void shouldTakeAServerThatIsSilentForOneThatIsDown() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        try (S3Blobs impatient = blobs(Duration.ofMillis(400))) {
            // the first use loads AWS's classes, which is no silence of the server's
            assertThat(impatient.open(S3Side.reference("s3://cvs/cv.pdf"))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void shouldNeedNothingOfAwsUntilAFileIsAskedFor() {
        Settings.S3 settings = new Settings.S3(List.of("cvs"), null, null, false);
        try (S3Blobs unprovided = new S3Blobs(settings, S3Side.PATIENT, () -> {
            throw SdkClientException.create("there are no credentials");
        })) {
            assertThat(unprovided.open(S3Side.reference("s3://others/cv.pdf"))).isInstanceOf(Refused.class);
            assertThat(unprovided.open(S3Side.reference("s3://cvs/cv.pdf"))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void shouldTakeNoMoreFilesOnceItIsClosed() {
        blobs.close();

        assertThat(open()).isInstanceOf(Unavailable.class);
        assertThat(server.getRequestCount()).isZero();
    }

    private S3Blobs blobs(Duration readTimeout) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
        return S3Side.blobs(endpoint, "key", "secret", readTimeout, List.of("cvs"));
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/xml")
                .body(body)
                .build());
    }

    private static MockResponse checked(String body, String summed) {
        CRC32 sum = new CRC32();
        sum.update(summed.getBytes(UTF_8));
        byte[] bytes = ByteBuffer.allocate(4).putInt((int) sum.getValue()).array();
        return new MockResponse.Builder()
                .body(body)
                .addHeader("x-amz-checksum-crc32", Base64.getEncoder().encodeToString(bytes))
                .addHeader("x-amz-checksum-type", "FULL_OBJECT")
                .build();
    }

    private Opening open() {
        return blobs.open(S3Side.reference("s3://cvs/anna-keller.pdf"));
    }

    private Addressing address() {
        return blobs.address(S3Side.reference("s3://cvs/anna-keller.pdf"), Duration.ofMinutes(1));
    }
}
