package courier.submission.kombo;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks at a kept HTTP/1.1 connection right before a request goes out on it. A request on a connection that the server
 * has closed meanwhile ends in a doubt, and OkHttp looks only at those that were idle for ten seconds. What remains is
 * the time that a close takes to travel.
 *
 * <p>HTTP/2 needs no look: its reader sees a close or GOAWAY as it comes.
 *
 * <p>Stateless; safe for use by many threads.
 */
final class StaleCheck implements Interceptor {

    private static final int LOOK_MILLIS = 1;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection(), "a network interceptor has a connection");
        if (connection.protocol() == Protocol.HTTP_1_1 && stale(connection.socket())) {
            throw new StaleConnection();
        }
        return chain.proceed(chain.request());
    }

    /** Between two answers a server has nothing to say: whatever can be read is an end, or nonsense. */
    private static boolean stale(Socket socket) {
        try {
            int timeoutMillis = socket.getSoTimeout();
            socket.setSoTimeout(LOOK_MILLIS);
            try {
                socket.getInputStream().read();
                return true;
            } finally {
                socket.setSoTimeout(timeoutMillis);
            }
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
