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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a server on this machine that can be cut and mended: what is behind it keeps its memory, which a restarted
 * registry does not. Safe for use by many threads.
 */
public final class Wire implements AutoCloseable {

    private final int target;
    private final int port;
    private static final int CHUNK = 8192;
    private static final long NEVER = Long.MAX_VALUE;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong untilBreak = new AtomicLong(NEVER);
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

    /** Lets the connection break, once, that carries the server's byte after so many more. */
    public void breakAfter(long bytes) {
        untilBreak.set(bytes);
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
                    Thread.ofVirtual().start(() -> pump(near, far, false));
                    Thread.ofVirtual().start(() -> pump(far, near, true));
                } catch (IOException _) {
                    // cut, or nobody is at the other end: the caller sees its connection end
                }
            }
        });
    }

    private void pump(Socket from, Socket to, boolean breaks) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            int read = from.getInputStream().read(chunk);
            while (read >= 0 && !(breaks && brokenBy(read))) {
                to.getOutputStream().write(chunk, 0, read);
                read = from.getInputStream().read(chunk);
            }
        } catch (IOException _) {
            // one end is gone: the other one is closed
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean brokenBy(int bytes) {
        long left = untilBreak.getAndUpdate(rest -> rest == NEVER || rest < bytes ? NEVER : rest - bytes);
        return left < bytes;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // it is closed either way
        }
    }
}
