package courier.guarantee;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers nobody before all have come. Reads each application as it streams in, so that however many large ones there
 * are, it is not the part that runs out of memory. Safe for use by many threads.
 */
final class HoldingKombo implements AutoCloseable {

    private static final Pattern EMAIL = Pattern.compile("\"email_address\":\"([^@\"]+)@");
    private static final String DATA = "\"data\":\"";
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_HEAD = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch all;
    private final Map<String, Received> received = new ConcurrentHashMap<>();

    /** An application's first file, as it arrived. */
    record Received(long bytes, String sha256) {}

    /** Waits for so many applications at a time. */
    HoldingKombo(int count) {
        all = new CountDownLatch(count);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** What came, by the intent that the candidate's e-mail names. */
    Map<String, Received> received() {
        return Map.copyOf(received);
    }

    /** Whether so many were held, with their whole bodies read and no answer given, at one and the same time. */
    boolean heldAll() {
        return all.getCount() == 0;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = new BufferedInputStream(exchange.getRequestBody(), BUFFER)) {
            String head = headOf(body);
            Matcher email = EMAIL.matcher(head);
            String intent = email.find() ? email.group(1) : "unknown";
            Received file = fileIn(body);
            byte[] _ = body.readAllBytes();
            received.put(intent, file);
            all.countDown();
            if (!awaited()) {
                return;
            }
            byte[] answer = ("{\"status\":\"success\",\"data\":{\"id\":\"" + intent + "\"},\"warnings\":[]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private boolean awaited() {
        try {
            return all.await(9, TimeUnit.MINUTES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Up to the beginning of the file. */
    private static String headOf(InputStream body) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.lastIndexOf(DATA) < 0) {
            int next = body.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("an application without a file");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Received fileIn(InputStream body) throws IOException {
        MessageDigest digest = sha256();
        InputStream decoded = Base64.getDecoder().wrap(new InputStream() {
            @Override
            public int read() throws IOException {
                int next = body.read();
                return next == '"' ? -1 : next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int next = length == 0 ? 0 : read();
                if (next < 0 || length == 0) {
                    return next;
                }
                buffer[offset] = (byte) next;
                return 1;
            }
        });
        long bytes = new DigestInputStream(decoded, digest).transferTo(OutputStream.nullOutputStream());
        return new Received(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
