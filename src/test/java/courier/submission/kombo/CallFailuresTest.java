package courier.submission.kombo;

import static courier.submission.kombo.Calls.http;
import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.verdict.Body;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each failure as it really comes over a socket, and what it is taken for. */
final class CallFailuresTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void shouldKnowARefusedConnectionForUnsent() throws IOException {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        try (KomboClient client = Calls.client(nobody)) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.CONNECT_REFUSED, Progress.NOTHING_SENT));
            assertThat(verdict(reply)).isEqualTo("Retry CONNECT_REFUSED UNSENT");
        }
    }

    /** The domain {@code invalid} is reserved for not existing, so the machine's own resolver must fail. */
    @Test
    void shouldKnowAHostThatTheResolverDoesNotFindForUnsent() {
        try (KomboClient client = Calls.client(URI.create("https://kombo.invalid/v1"))) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.DNS, Progress.NOTHING_SENT));
            assertThat(verdict(reply)).isEqualTo("Retry DNS_FAILED UNSENT");
        }
    }

    @Test
    void shouldKnowAHostThatDoesNotAcceptForUnsent() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort());
                KomboClient client = Calls.hasty("http://127.0.0.1:" + full.getLocalPort())) {
            assertThat(List.of(first, second)).as("in the queue").allMatch(Socket::isConnected);

            Reply reply = post(client);

            assertThat(verdict(reply)).isEqualTo("Retry CONNECT_TIMEOUT UNSENT");
        }
    }

    @Test
    void shouldKnowAResetWithinTheRequestForUnsent() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readHead();
                    connection.resetOnClose();
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client, Calls.largeApplication());

            assertThat(reply).isEqualTo(new Failure(Kind.RESET, Progress.PARTLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Retry REQUEST_CUT UNSENT");
        }
    }

    @Test
    void shouldDoubtAResetAfterTheRequest() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.resetOnClose();
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Doubt CONNECTION_LOST UNKNOWN");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void shouldDoubtACloseAfterTheRequest() throws IOException {
        try (RawServer server = RawServer.of(RawServer.Connection::readRequest);
                KomboClient client = Calls.client(server.baseUrl())) {
            assertThat(post(client)).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void shouldDoubtSilenceAtTheDeadline() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.readToTheEnd();
                });
                KomboClient client = Calls.client(server.baseUrl(), SHORT, UnaryOperator.identity())) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.DEADLINE, Progress.FULLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Doubt READ_TIMEOUT UNKNOWN");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void shouldKnowARequestThatNobodyTakesForUnsentAtTheDeadline() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawServer server = RawServer.of(connection -> {
                    connection.readHead();
                    awaitEnd(ended);
                });
                KomboClient client = Calls.client(server.baseUrl(), SHORT, UnaryOperator.identity())) {
            Reply reply = post(client, Calls.largeApplication());
            ended.countDown();

            assertThat(reply).isEqualTo(new Failure(Kind.DEADLINE, Progress.PARTLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Retry REQUEST_SLOW UNSENT");
        }
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldHoldAnAnswerThatTricklesToTheSameDeadline() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{");
                    for (int i = 0; i < 1_000_000; i++) {
                        connection.write(" ");
                        pause(never);
                    }
                });
                KomboClient client = Calls.client(server.baseUrl(), SHORT, UnaryOperator.identity())) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.DEADLINE, Progress.FULLY_SENT));
        }
    }

    private static void pause(CountDownLatch never) throws IOException {
        try {
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException _) {
            throw new IOException("interrupted");
        }
    }

    @Test
    void shouldDoubtAnAnswerThatBreaksOffAgainstItsLength() throws IOException {
        String answer = http("200 OK", "", Calls.SUCCESS).replace("Content-Length: ", "Content-Length: 1");
        assertTruncated(answer.substring(0, answer.length() - 20));
    }

    @Test
    void shouldDoubtAnAnswerThatBreaksOffWithinAChunk() throws IOException {
        assertTruncated("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"status\":");
    }

    @Test
    void shouldDoubtAnAnswerThatBreaksOffBetweenTwoChunks() throws IOException {
        assertTruncated("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
    }

    @Test
    void shouldBelieveA503WhoseBodyBreaksOff() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\nRetry-After: 7\r\n\r\n<html>");
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            assertThat(verdict(post(client))).isEqualTo("Retry HTTP_SERVICE_UNAVAILABLE UNKNOWN");
        }
    }

    /** A server may refuse before it has read all: what it has not read cannot have been done. */
    @Test
    void shouldKnowForUnsentWhatWasAnsweredBeforeItWasWhole() throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        try (RawServer server = RawServer.of(connection -> {
                    connection.readHead();
                    connection.write(http("502 Bad Gateway", "Connection: close\r\n", "no"));
                    awaitEnd(answered);
                });
                KomboClient client = Calls.client(server.baseUrl(), SHORT, UnaryOperator.identity())) {
            Reply reply = post(client, Calls.largeApplication());
            answered.countDown();

            assertThat(verdict(reply)).startsWith("Retry ").endsWith(" UNSENT");
        }
    }

    private static void assertTruncated(String answer) throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write(answer);
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Answer.class, cut -> assertThat(cut.body()).isEqualTo(new Body.Truncated()));
            assertThat(verdict(reply)).isEqualTo("Doubt ANSWER_TRUNCATED UNKNOWN");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void shouldDoubtAnAnswerThatIsNoHttp() throws IOException {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(reply).isEqualTo(new Failure(Kind.OTHER_IO, Progress.FULLY_SENT));
            assertThat(verdict(reply)).isEqualTo("Doubt CALL_FAILED UNKNOWN");
        }
    }

    @Test
    void shouldNotSendAgainWhenAPooledConnectionDiesUnderTheRequest() throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write(http("200 OK", "", Calls.SUCCESS));
                    connection.readRequest();
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply first = post(client);
            Reply second = post(client);

            assertThat(verdict(first)).isEqualTo("Settle - DELIVERED");
            assertThat(second).isEqualTo(new Failure(Kind.RESET, Progress.FULLY_SENT));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldNotUseAPooledConnectionThatWasClosedMeanwhile() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write(http("200 OK", "", Calls.SUCCESS));
                    connection.close();
                    closed.countDown();
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply first = post(client);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            Reply second = post(client);

            assertThat(List.of(verdict(first), verdict(second)))
                    .containsExactly("Settle - DELIVERED", "Settle - DELIVERED");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
