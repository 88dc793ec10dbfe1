package courier.submission.kombo;

import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over TLS against a real HTTP/2 server. */
@SuppressWarnings("NullAway.Init")
final class Http2Test {

    private static HandshakeCertificates certificates;

    private MockWebServer server;
    private KomboClient client;

    @BeforeAll
    static void certificate() {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        certificates = new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .addTrustedCertificate(own.certificate())
                .build();
    }

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.useHttps(certificates.sslSocketFactory());
        server.start(InetAddress.getLoopbackAddress(), 0);
        URI base = URI.create("https://127.0.0.1:" + server.getPort() + "/v1");
        client = Calls.client(
                base,
                Calls.PATIENT,
                transport -> transport.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager()));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldPreferHttp2() throws InterruptedException {
        server.enqueue(success().build());

        assertThat(verdict(post(client))).isEqualTo("Settle - DELIVERED");

        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/2");
    }

    @Test
    void shouldFallBackToHttp1() throws InterruptedException {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.enqueue(success().build());
        server.enqueue(success().build());

        assertThat(verdict(post(client))).isEqualTo("Settle - DELIVERED");
        assertThat(verdict(post(client))).isEqualTo("Settle - DELIVERED");

        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
        assertThat(server.takeRequest().getConnectionIndex())
                .as("kept over TLS too")
                .isZero();
    }

    @Test
    void shouldKnowARefusedStreamForUnsent() {
        server.enqueue(
                success().onRequestStart(closing(ErrorCode.REFUSED_STREAM)).build());

        Reply reply = post(client);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.HTTP2_REFUSED_STREAM));
        assertThat(verdict(reply)).isEqualTo("Retry HTTP2_REFUSED_STREAM UNSENT");
        // the server counts a request that it refuses after it has refused it
        await().untilAsserted(() -> assertThat(server.getRequestCount()).isEqualTo(1));
    }

    @Test
    void shouldDoubtAStreamThatIsResetAfterTheRequest() {
        server.enqueue(
                success().onResponseStart(closing(ErrorCode.INTERNAL_ERROR)).build());

        Reply reply = post(client);

        assertThat(reply).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void shouldSendOnceUnderA503WithRetryAfterZero() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "0")
                .build());
        server.enqueue(success().build());

        assertThat(verdict(post(client))).isEqualTo("Retry HTTP_SERVICE_UNAVAILABLE UNKNOWN");

        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private static MockResponse.Builder success() {
        return new MockResponse.Builder().body(Calls.SUCCESS);
    }

    private static SocketEffect closing(ErrorCode code) {
        return new SocketEffect.CloseStream(code.getHttpCode());
    }
}
