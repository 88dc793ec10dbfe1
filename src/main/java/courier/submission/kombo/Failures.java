package courier.submission.kombo;

import courier.ops.TlsTrouble;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/** Names what OkHttp threw. Its messages are never kept: they name hosts and say nothing for certain. */
final class Failures {
    private Failures() {}

    static Reply.Failure of(IOException thrown, CallWatch watch) {
        Progress progress = watch.progress();
        Kind kind = watch.expired() ? Kind.DEADLINE : kindOf(thrown, progress);
        return new Reply.Failure(kind, progress, kind == Kind.TLS ? trouble(thrown) : "");
    }

    private static String trouble(IOException thrown) {
        TlsTrouble trouble = TlsTrouble.of(thrown);
        return trouble == TlsTrouble.OTHER ? "" : trouble.words();
    }

    static Kind kindOf(IOException thrown, Progress progress) {
        return switch (thrown) {
            case UnknownHostException _ -> Kind.DNS;
            case ConnectException _ -> Kind.CONNECT_REFUSED;
            case NoRouteToHostException _ -> Kind.CONNECT_REFUSED;
            case SocketTimeoutException _ ->
                progress == Progress.NOTHING_SENT ? Kind.CONNECT_TIMEOUT : Kind.READ_TIMEOUT;
            case SSLException _ -> Kind.TLS;
            case ConnectionShutdownException _ -> Kind.HTTP2_GOAWAY;
            case StreamResetException reset ->
                reset.errorCode == ErrorCode.REFUSED_STREAM ? Kind.HTTP2_REFUSED_STREAM : Kind.RESET;
            case SocketException _ -> Kind.RESET;
            case EOFException _ -> Kind.RESET;
            case StaleConnection _ -> Kind.RESET;
            default -> thrown.getCause() instanceof EOFException ? Kind.RESET : Kind.OTHER_IO;
        };
    }
}
