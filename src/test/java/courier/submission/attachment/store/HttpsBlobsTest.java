package courier.submission.attachment.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.submission.attachment.BlobStore.Addressing;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web server's answers come to. */
@Timeout(30)
final class HttpsBlobsTest {

    private static final String PATH = "/anna-keller.pdf?signature=secret";

    private static final Duration IMPATIENT = Duration.ofMillis(400);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private FileHost host;
    private HttpsBlobs blobs;

    @BeforeEach
    void start() throws IOException {
        host = new FileHost();
        blobs = host.blobs(List.of(host.name()), true);
    }

    @AfterEach
    void stop() {
        blobs.close();
        host.close();
    }

    @Test
    void shouldOpenAFileAsItIsStored() throws Exception {
        host.answer(new MockResponse.Builder()
                .body("a CV")
                .addHeader("Content-Type", "application/pdf; charset=x")
                .build());

        try (Opened opened = (Opened) open(PATH)) {
            assertThat(opened.sizeBytes()).isEqualTo(4);
            assertThat(opened.contentType()).isEqualTo("application/pdf; charset=x");
            assertThat(opened.stream().readAllBytes()).asString().isEqualTo("a CV");
        }
        RecordedRequest request = host.server().takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("GET " + PATH + " HTTP/1.1");
        assertThat(request.getHeaders().names())
                .containsExactlyInAnyOrder("Host", "Accept-Encoding", "User-Agent", "Connection");
        assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void shouldOpenAFileWhoseSizeIsNotStated() throws IOException {
        host.answer(new MockResponse.Builder().chunkedBody("a CV", 2).build());

        try (Opened opened = (Opened) open(PATH)) {
            assertThat(opened.sizeBytes()).isNull();
            assertThat(opened.contentType()).isNull();
            assertThat(opened.stream().readAllBytes()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, Missing",
        "410, Missing",
        "400, Refused",
        "401, Refused",
        "403, Refused",
        "405, Refused",
        "451, Refused",
        "408, Unavailable",
        "409, Unavailable",
        "423, Unavailable",
        "425, Unavailable",
        "429, Unavailable",
        "500, Unavailable",
        "502, Unavailable",
        "503, Unavailable",
        "504, Unavailable",
        "599, Unavailable",
        "407, Unavailable",
        "202, Unavailable",
        "204, Unavailable",
        "206, Unavailable",
        "300, Unavailable",
        "304, Unavailable",
        "302, Unavailable"
    })
    void shouldKnowWhatAStatusMeans(int status, String opening) {
        host.answer(status);

        // OkHttp asks once more after a 408
        host.answer(status);

        assertThat(open(PATH).getClass().getSimpleName()).isEqualTo(opening);
    }

    @Test
    void shouldRefuseAFileThatComesPacked() {
        host.answer(new MockResponse.Builder()
                .body("packed")
                .addHeader("Content-Encoding", "gzip")
                .build());

        assertThat(open(PATH)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldAskNobodyWhoIsNotListed() {
        try (HttpsBlobs others = host.blobs(List.of("other.test"), true)) {
            assertThat(others.open(host.reference(PATH))).isInstanceOf(Refused.class);
        }
        assertThat(host.server().getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/there?x=%2F+%20", "https://{host}/there?x=%2F+%20", "//{host}/there?x=%2F+%20"})
    void shouldFollowARedirectWithinTheList(String location) throws Exception {
        host.redirect(307, location);
        host.answer(new MockResponse.Builder().body("a CV").build());

        try (Opened opened = (Opened) open(PATH)) {
            assertThat(opened.stream().readAllBytes()).hasSize(4);
        }
        RecordedRequest _ = host.server().takeRequest();
        RecordedRequest followed = host.server().takeRequest();
        assertThat(followed.getTarget()).isEqualTo("/there?x=%2F+%20");
        assertThat(followed.getHeaders().names()).doesNotContain("Authorization", "Cookie", "Referer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://{host}/there",
                "https://user:secret@{host}/there",
                "https://elsewhere.test/there",
                "https://files.test/there",
                "https://127.0.0.1/there",
                "https://[::1]/there",
                "https://169.254.169.254/latest/meta-data/"
            })
    void shouldNotFollowARedirectThatLeavesTheList(String location) {
        host.redirect(302, location);

        assertThat(open(PATH)).isInstanceOf(Refused.class);
        assertThat(host.server().getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://{host}/there", "file:///etc/passwd"})
    void shouldNotFollowARedirectToAnotherProtocol(String location) {
        host.redirect(302, location);

        assertThat(open(PATH)).isInstanceOf(Unavailable.class);
        assertThat(host.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpOnRedirectsInACircle() {
        for (int i = 0; i < 10; i++) {
            host.redirect(302, PATH);
        }

        assertThat(open(PATH)).isInstanceOf(Unavailable.class);
        assertThat(host.server().getRequestCount()).isEqualTo(6);
    }

    @Test
    void shouldTakeAServerThatIsSilentForOneThatIsDown() {
        host.answer(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        try (HttpsBlobs impatient = host.blobsThatReadFor(IMPATIENT)) {
            assertThat(impatient.open(host.reference(PATH))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void shouldTakeAServerThatIsNotThereForOneThatIsDown() {
        host.server().close();

        assertThat(open(PATH)).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldTakeACertificateOfSomebodyElseForAStoreThatIsDown() {
        try (HttpsBlobs trusting = host.blobsThatTrustNobody()) {
            assertThat(trusting.open(host.reference(PATH))).isInstanceOf(Unavailable.class);
        }
        assertThat(host.server().getRequestCount()).isZero();
    }

    @Test
    void shouldGiveUpOnAServerThatSendsItsHeadersForEver() throws IOException {
        try (FileHost dripping = FileHost.dripping("HTTP/1.1 200 OK\r\nX: ", Duration.ofMillis(50));
                HttpsBlobs impatient = dripping.blobsThatReadFor(IMPATIENT)) {
            assertThat(impatient.open(dripping.reference(PATH))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void shouldGiveUpOnAFileThatStopsComing() throws IOException {
        host.answer(new MockResponse.Builder()
                .body("x".repeat(20_000))
                .throttleBody(1000, SILENCE.toMillis(), MILLISECONDS)
                .build());

        try (HttpsBlobs slow = host.blobsThatReadFor(Duration.ofSeconds(2));
                Opened opened = (Opened) slow.open(host.reference(PATH))) {
            assertThatThrownBy(() -> opened.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldNotTakeACutFileForAWholeOne() throws IOException {
        host.answer(new MockResponse.Builder()
                .body("x".repeat(200_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        try (Opened opened = (Opened) open(PATH)) {
            assertThat(opened.sizeBytes()).isEqualTo(200_000);
            assertThatThrownBy(() -> opened.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("keller")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void shouldKeepTheConnectionOfAFileThatWasReadAndDropThatOfOneThatWasNot() throws IOException {
        ConnectionPool pool = new ConnectionPool();
        host.answer(new MockResponse.Builder().body("a CV").build());
        host.answer(new MockResponse.Builder()
                .body(new Buffer().write(new byte[10_000_000]))
                .build());
        try (HttpsBlobs pooled = host.blobs(pool)) {
            try (Opened whole = (Opened) pooled.open(host.reference(PATH))) {
                assertThat(whole.stream().readNBytes(4)).hasSize(4);
            }
            assertThat(pool.idleConnectionCount()).isEqualTo(1);

            try (Opened part = (Opened) pooled.open(host.reference(PATH))) {
                assertThat(part.stream().readNBytes(1000)).hasSize(1000);
            }

            assertThat(pool.connectionCount()).isZero();
        }
    }

    @Test
    void shouldMakeNoAddresses() {
        assertThat(blobs.address(host.reference(PATH), Duration.ofMinutes(1)))
                .isInstanceOf(Addressing.Unsupported.class);
        assertThat(host.server().getRequestCount()).isZero();
    }

    private Opening open(String path) {
        return blobs.open(host.reference(path));
    }
}
