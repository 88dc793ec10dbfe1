package courier.submission.kombo;

import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.verdict.Body;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.internal.connection.RealConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** HTTP/2 frame by frame, where no server would behave like that on demand. */
final class Http2FramesTest {

    private static final int PREFACE_BYTES = 24;
    private static final byte DATA = 0;
    private static final byte HEADERS = 1;
    private static final byte END_STREAM = 1;
    /** OkHttp keeps 1 for an upgrade that never comes. */
    private static final byte FIRST_STREAM = 3;

    /** {@code :status: 200}, which HPACK has in its static table. */
    private static final byte[] OK_HEADERS = {0, 0, 1, HEADERS, 4, 0, 0, 0, FIRST_STREAM, (byte) 0x88};

    private static final byte[] SETTINGS_FRAME = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    @Test
    void shouldTakeANewConnectionAfterAGoaway() throws IOException {
        // Given a server that answers each connection's first request and says that it takes no other on it
        AtomicInteger connections = new AtomicInteger();
        try (RawServer frames = RawServer.of(connection -> {
                    connections.incrementAndGet();
                    readRequest(connection);
                    connection.write(goaway(FIRST_STREAM));
                    connection.write(OK_HEADERS);
                    connection.write(dataFrame(Calls.SUCCESS, END_STREAM));
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

    @Test
    void shouldDoubtAStreamThatTheServerGivesUpAfterItWasWhole() throws IOException {
        for (byte error : List.of((byte) 1, (byte) 2, (byte) 8, (byte) 11)) {
            Reply reply = postTo(connection -> {
                readRequest(connection);
                connection.write(reset(error));
                connection.readToTheEnd();
            });

            assertThat(reply).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Doubt CONNECTION_LOST UNKNOWN");
        }
    }

    @Test
    void shouldDoubtAnAnswerThatBreaksOffWithinItsStream() throws IOException {
        Reply reply = postTo(connection -> {
            readRequest(connection);
            connection.write(OK_HEADERS);
            connection.write(dataFrame("{\"status\":", (byte) 0));
        });

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answer.class, cut -> assertThat(cut.body()).isEqualTo(new Body.Truncated()));
        assertThat(verdict(reply)).isEqualTo("Doubt ANSWER_TRUNCATED UNKNOWN");
    }

    @Test
    void shouldDoubtSilenceOnAnOpenStreamAtTheDeadline() throws IOException {
        try (RawServer frames = RawServer.of(connection -> {
                    readRequest(connection);
                    connection.readToTheEnd();
                });
                KomboClient client = Calls.client(
                        frames.baseUrl(),
                        Duration.ofMillis(300),
                        transport -> transport.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.DEADLINE, Progress.FULLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Doubt READ_TIMEOUT UNKNOWN");
        }
    }

    /** The GOAWAY arrives after the call has been given the connection, and before it opens its stream there. */
    @Test
    void shouldKnowAGoawayThatOvertakesTheRequestForUnsent() throws IOException {
        CountDownLatch chosen = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Interceptor overtaken =
                chain -> calls.incrementAndGet() == 1 ? chain.proceed(chain.request()) : late(chain, chosen);
        try (RawServer frames = RawServer.of(connection -> {
                    readRequest(connection);
                    connection.write(OK_HEADERS);
                    connection.write(dataFrame(Calls.SUCCESS, END_STREAM));
                    await(chosen);
                    connection.write(goaway(FIRST_STREAM));
                    connection.readToTheEnd();
                });
                KomboClient client = Calls.client(
                        frames.baseUrl(),
                        Calls.PATIENT,
                        transport -> transport
                                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                                .addNetworkInterceptor(overtaken))) {
            assertThat(verdict(post(client))).isEqualTo("Settle - DELIVERED");

            Reply reply = post(client);

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.HTTP2_GOAWAY));
            assertThat(verdict(reply)).isEqualTo("Retry HTTP2_GOAWAY UNSENT");
        }
    }

    private static Response late(Interceptor.Chain chain, CountDownLatch chosen) throws IOException {
        RealConnection connection = (RealConnection) Objects.requireNonNull(chain.connection());
        chosen.countDown();
        Awaitility.await().until(() -> !connection.isHealthy(false));
        return chain.proceed(chain.request());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            throw new IOException("interrupted");
        }
    }

    private static Reply postTo(RawServer.Script script) throws IOException {
        try (RawServer frames = RawServer.of(script);
                KomboClient client = plainHttp2(frames)) {
            return post(client);
        }
    }

    /** RST_STREAM of the first stream. */
    private static byte[] reset(byte error) {
        return new byte[] {0, 0, 4, 3, 0, 0, 0, 0, FIRST_STREAM, 0, 0, 0, error};
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

    private static byte[] dataFrame(String text, byte flags) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(9 + data.length)
                .put(new byte[] {0, 0, (byte) data.length, DATA, flags, 0, 0, 0, FIRST_STREAM})
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
}
