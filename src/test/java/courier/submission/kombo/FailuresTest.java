package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The types by which failures are told apart; most of them come over real sockets in the tests beside this one. */
final class FailuresTest {

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), Kind.DNS),
                Arguments.of(new ConnectException("x"), Kind.CONNECT_REFUSED),
                Arguments.of(new NoRouteToHostException("x"), Kind.CONNECT_REFUSED),
                Arguments.of(new SSLHandshakeException("x"), Kind.TLS),
                Arguments.of(new SSLPeerUnverifiedException("x"), Kind.TLS),
                Arguments.of(new SSLException("x"), Kind.TLS),
                Arguments.of(new SocketException("x"), Kind.RESET),
                Arguments.of(new PortUnreachableException("x"), Kind.RESET),
                Arguments.of(new EOFException("x"), Kind.RESET),
                Arguments.of(new IOException("x", new EOFException("y")), Kind.RESET),
                Arguments.of(new ConnectionShutdownException(), Kind.HTTP2_GOAWAY),
                Arguments.of(new StreamResetException(ErrorCode.REFUSED_STREAM), Kind.HTTP2_REFUSED_STREAM),
                Arguments.of(new StreamResetException(ErrorCode.CANCEL), Kind.RESET),
                Arguments.of(new StreamResetException(ErrorCode.NO_ERROR), Kind.RESET),
                Arguments.of(new IOException("x", new IllegalStateException("y")), Kind.OTHER_IO),
                Arguments.of(new IOException("x"), Kind.OTHER_IO));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldTellFailuresApartByTheirType(IOException thrown, Kind kind) {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            CallWatch watch = new CallWatch(clock, Duration.ofSeconds(1), Duration.ofSeconds(1));

            assertThat(Failures.of(thrown, watch)).isEqualTo(new Failure(kind, Progress.NOTHING_SENT));
            watch.lastByte();
            assertThat(Failures.of(thrown, watch)).isEqualTo(new Failure(kind, Progress.FULLY_SENT));
        }
    }

    @Test
    void shouldTellATimeoutOfConnectingFromOneOfReading() {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            CallWatch watch = new CallWatch(clock, Duration.ofSeconds(1), Duration.ofSeconds(1));
            SocketTimeoutException late = new SocketTimeoutException("x");

            assertThat(Failures.of(late, watch).kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
            watch.lastByte();
            assertThat(Failures.of(late, watch).kind()).isEqualTo(Kind.READ_TIMEOUT);
        }
    }
}
