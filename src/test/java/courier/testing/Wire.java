package courier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a server on this machine that can be cut and mended: what is behind it keeps its memory, which a restarted
 * registry does not. Safe for use by many threads.
 */
public final class Wire implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;

    /** A wire to the server of a URL. */
    public Wire(URI server) {
        target = server.getPort();
        listener = listen(0);
        port = listener.getLocalPort();
        accept(listener);
    }

    /** The same URL, through the wire. */
    public URI through(URI server) {
        return URI.create(server.toString().replace(":" + target, ":" + port));
    }

    /** Cuts it: connections are refused, open ones end. */
    public synchronized void cut() {
        if (listener != null) {
            close(listener);
            listener = null;
        }
        open.forEach(Wire::close);
        open.clear();
    }

    /** Mends it. */
    public synchronized void mend() {
        if (listener == null) {
            ServerSocket again = listen(port);
            listener = again;
            accept(again);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        Thread.ofVirtual().start(() -> {
            while (!from.isClosed()) {
                try {
                    Socket near = from.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(near);
                    open.add(far);
                    Thread.ofVirtual().start(() -> pump(near, far));
                    Thread.ofVirtual().start(() -> pump(far, near));
                } catch (IOException _) {
                    // cut, or nobody is at the other end: the caller sees its connection end
                }
            }
        });
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one end is gone: the other one is closed
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // it is closed either way
        }
    }
}
