package courier.submission.kombo;

import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import courier.ops.TlsTrouble;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Handshakes that fail: whatever goes wrong in one, not a byte of the application has left. */
final class TlsFailuresTest {

    @Test
    void shouldKnowACertificateThatIsNotTrustedForUnsent() throws IOException {
        HeldCertificate selfSigned = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(selfSigned)
                    .build()
                    .sslSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            assertTlsFailed(
                    URI.create("https://127.0.0.1:" + server.getPort()),
                    UnaryOperator.identity(),
                    TlsTrouble.UNTRUSTED);
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void shouldKnowACertificateThatHasExpiredForUnsent() throws IOException {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate expired = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(authority)
                .validityInterval(1, 2)
                .build();
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(expired, authority.certificate())
                .addTrustedCertificate(authority.certificate())
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(certificates.sslSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            assertTlsFailed(
                    URI.create("https://127.0.0.1:" + server.getPort()),
                    transport ->
                            transport.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager()),
                    TlsTrouble.EXPIRED);
        }
    }

    @Test
    void shouldKnowACertificateOfAnotherHostForUnsent() throws IOException {
        HeldCertificate another = new HeldCertificate.Builder()
                .addSubjectAlternativeName("other.example")
                .build();
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(another)
                .addTrustedCertificate(another.certificate())
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(certificates.sslSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            assertTlsFailed(
                    URI.create("https://127.0.0.1:" + server.getPort()),
                    transport ->
                            transport.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager()),
                    TlsTrouble.WRONG_HOST);
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void shouldKnowAServerThatSpeaksNoTlsForUnsent() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
            connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            connection.readToTheEnd();
        })) {
            assertTlsFailed(https(server), UnaryOperator.identity(), TlsTrouble.NO_TLS);
        }
    }

    @Test
    void shouldKnowAHandshakeThatIsBrokenOffForUnsent() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    assertThat(connection.in().read()).as("the hello").isNotNegative();
                    connection.resetOnClose();
                });
                KomboClient client = Calls.client(https(server))) {
            assertThat(verdict(post(client))).matches("Retry (TLS|CONNECT)_FAILED UNSENT");
        }
    }

    @Test
    void shouldBoundAHandshakeThatNeverEnds() throws IOException {
        try (RawServer server = RawServer.of(RawServer.Connection::readToTheEnd);
                KomboClient client = Calls.hasty(https(server).toString())) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.DEADLINE, Progress.NOTHING_SENT));
            assertThat(verdict(reply)).isEqualTo("Retry CONNECT_TIMEOUT UNSENT");
        }
    }

    private static URI https(RawServer server) {
        return URI.create(server.baseUrl().toString().replace("http:", "https:"));
    }

    private static void assertTlsFailed(URI base, UnaryOperator<OkHttpClient.Builder> transport, TlsTrouble trouble) {
        try (KomboClient client = Calls.client(base, Calls.PATIENT, transport)) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.TLS, Progress.NOTHING_SENT, trouble.words()));
            assertThat(verdict(reply)).isEqualTo("Retry TLS_FAILED UNSENT");
        }
    }
}
