package courier.submission.kombo;

import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Over TLS against a real HTTP/2 server, and frame by frame where no server would behave like that. */
@SuppressWarnings("NullAway.Init")
final class Http2Test {

    private static final int PREFACE_BYTES = 24;
    private static final byte DATA = 0;
    private static final byte HEADERS = 1;
    private static final byte END_STREAM = 1;
    /** OkHttp keeps 1 for an upgrade that never comes. */
    private static final byte FIRST_STREAM = 3;

    /** {@code :status: 200}, which HPACK has in its static table. */
    private static final byte[] OK_HEADERS = {0, 0, 1, HEADERS, 4, 0, 0, 0, FIRST_STREAM, (byte) 0x88};

    private static final byte[] SETTINGS_FRAME = {0, 0, 0, 4, 0, 0, 0, 0, 0};

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
        assertThat(server.getRequestCount()).isEqualTo(1);
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
    void shouldTakeANewConnectionAfterAGoaway() throws IOException {
        // Given a server that answers each connection's first request and says that it takes no other on it
        AtomicInteger connections = new AtomicInteger();
        try (RawServer frames = RawServer.of(connection -> {
                    connections.incrementAndGet();
                    readRequest(connection);
                    connection.write(goaway(FIRST_STREAM));
                    connection.write(OK_HEADERS);
                    connection.write(dataFrame(Calls.SUCCESS));
                    connection.readToTheEnd();
                });
                KomboClient plain = plainHttp2(frames)) {
            // When
            List<Reply> replies = List.of(post(plain), post(plain), post(plain));

            // Then
            assertThat(replies).extracting(Calls::verdict).containsOnly("Settle - DELIVERED");
            assertThat(connections).hasValue(3);
        }
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

    @Test
    void shouldKnowAGoawayThatLeavesTheStreamOutForUnsent() throws IOException {
        Reply reply = postWithGoawayAfter(0);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.HTTP2_REFUSED_STREAM));
        assertThat(verdict(reply)).isEqualTo("Retry HTTP2_REFUSED_STREAM UNSENT");
    }

    @Test
    void shouldDoubtAGoawayThatTakesTheStreamInWithoutAnAnswer() throws IOException {
        Reply reply = postWithGoawayAfter(FIRST_STREAM);

        assertThat(reply).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
        assertThat(verdict(reply)).isEqualTo("Doubt CONNECTION_LOST UNKNOWN");
    }

    /** Sends a request to a server that says goodbye to all streams after this one and closes once all was read. */
    private static Reply postWithGoawayAfter(int lastStream) throws IOException {
        try (RawServer frames = RawServer.of(connection -> {
                    readRequest(connection);
                    connection.write(goaway(lastStream));
                    if (lastStream == 0) {
                        connection.readToTheEnd();
                    }
                });
                KomboClient client = plainHttp2(frames)) {
            return post(client);
        }
    }

    private static KomboClient plainHttp2(RawServer server) {
        return Calls.client(
                server.baseUrl(),
                Calls.PATIENT,
                transport -> transport.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
    }

    private static void readRequest(RawServer.Connection connection) throws IOException {
        connection.in().readNBytes(PREFACE_BYTES);
        connection.write(SETTINGS_FRAME);
        readFramesTo(connection, HEADERS);
        readFramesTo(connection, DATA);
    }

    private static byte[] dataFrame(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(9 + data.length)
                .put(new byte[] {0, 0, (byte) data.length, DATA, END_STREAM, 0, 0, 0, FIRST_STREAM})
                .put(data)
                .array();
    }

    private static void readFramesTo(RawServer.Connection connection, int type) throws IOException {
        byte[] header;
        do {
            header = connection.in().readNBytes(9);
            int length = ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
            connection.in().readNBytes(length);
        } while (header[3] != type);
    }

    private static byte[] goaway(int lastStream) {
        return new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, (byte) lastStream, 0, 0, 0, 0};
    }

    private static MockResponse.Builder success() {
        return new MockResponse.Builder().body(Calls.SUCCESS);
    }

    private static SocketEffect closing(ErrorCode code) {
        return new SocketEffect.CloseStream(code.getHttpCode());
    }
}
