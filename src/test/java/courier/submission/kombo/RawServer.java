package courier.submission.kombo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that does to each connection what a test tells it, byte by byte. Each connection is served on a thread of
 * its own; the requests that were read are kept in order.
 */
public final class RawServer implements AutoCloseable {

    /** What is done to a connection; it is closed when this returns or throws. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws IOException;
    }

    private final ServerSocket listening;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RawServer(ServerSocket listening, Script script) {
        this.listening = listening;
        this.script = script;
    }

    public static RawServer of(Script script) throws IOException {
        RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        Thread.ofVirtual().start(server::serve);
        return server;
    }

    /** Answers every request on a kept connection with these bytes. */
    public static RawServer answering(String answer) throws IOException {
        return of(connection -> {
            while (connection.readRequest()) {
                connection.write(answer);
            }
        });
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
    }

    /** The requests that were read to their end. */
    public List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(new Connection(socket));
        } catch (IOException _) {
            // the other side has gone, which many a test is about
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection. */
    public final class Connection {
        private final Socket socket;
        private final InputStream in;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        public InputStream in() {
            return in;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte... bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Reads a request with a Content-Length to its end; false if the connection ends before another begins. */
        public boolean readRequest() throws IOException {
            String head = readHead();
            if (head.isEmpty()) {
                return false;
            }
            int length = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElseThrow();
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the request was cut");
            }
            requests.add(head + new String(body, StandardCharsets.UTF_8));
            return true;
        }

        /** Reads a request's line and headers; empty if the connection ends before they begin. */
        public String readHead() throws IOException {
            return readUntil("\r\n\r\n");
        }

        /** Reads up to this text and it; empty if the connection ends before. */
        public String readUntil(String end) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                int b = in.read();
                if (b < 0) {
                    return "";
                }
                bytes.write(b);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }

        /** Reads whatever comes until the connection ends, in whichever way. */
        public byte[] readToTheEnd() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                in.transferTo(bytes);
            } catch (IOException _) {
                // reset: what came before it is what counts
            }
            return bytes.toByteArray();
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Makes the connection's close a reset. */
        public void resetOnClose() throws IOException {
            socket.setSoLinger(true, 0);
        }
    }
}
