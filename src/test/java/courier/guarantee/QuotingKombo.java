package courier.guarantee;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Quotes the candidate in each of its answers, as systems do that explain what they refuse. How it answers is the job's
 * name. Safe for use by many threads.
 */
final class QuotingKombo implements AutoCloseable {

    private static final int NO_ANSWER = 0;

    private static final Way WELL = new Way(200, QuotingKombo::success);

    /** Ways to answer, by job: a status, and a body made of what is quoted. */
    static final Map<String, Way> WAYS = Map.of(
            "refuses", new Way(400, quoted -> error("REMOTE.INPUT_INVALID", quoted)),
            "refuses-by-an-unknown-code", new Way(400, quoted -> error("REMOTE.NEW_ONE", quoted)),
            "is-broken", new Way(401, quoted -> error("INTEGRATION.AUTHENTICATION_INVALID", quoted)),
            "throttles-once", new Way(429, quoted -> error("REMOTE.RATE_LIMIT_EXCEEDED", quoted)).once(),
            "answers-a-page", new Way(500, quoted -> "<html><body>failed for " + quoted + "</body></html>"),
            "answers-half", new Way(200, quoted -> "{\"status\":\"success\",\"data\":{\"id\":\"" + quoted),
            "answers-another-form", new Way(200, quoted -> "[\"" + quoted + "\"]"),
            "gives-the-quote-as-code", new Way(400, quoted -> error(quoted, "see the code")),
            "warns", WELL,
            "cuts", new Way(NO_ANSWER, quoted -> quoted));

    /** Of this job's calls none is answered before they are let go. */
    private static final String HELD = "warns";

    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch going = new CountDownLatch(1);
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String quoted;

    /**
     * A way to answer.
     *
     * @param again whether it is the same the second time; else that goes well
     */
    record Way(int status, UnaryOperator<String> body, boolean again) {
        Way(int status, UnaryOperator<String> body) {
            this(status, body, true);
        }

        Way once() {
            return new Way(status, body, false);
        }
    }

    QuotingKombo(String quoted) {
        this.quoted = quoted;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

    /** Whether a call waits for its answer. */
    boolean holdsACall() {
        return holding.getCount() == 0;
    }

    /** From now on all calls are answered at once. */
    void letGo() {
        going.countDown();
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            long _ = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            String job = exchange.getRequestURI().getPath().replaceAll(".*/jobs/([^/]+)/.*", "$1");
            if (job.equals(HELD)) {
                hold();
            }
            Way standard = WAYS.get(job);
            if (standard == null) {
                throw new IOException("no job of this test: " + job);
            }
            Way way = called.add(job) || standard.again() ? standard : WELL;
            if (way.status() == NO_ANSWER) {
                return;
            }
            byte[] body = way.body().apply(quoted).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Quoted", quoted);
            exchange.sendResponseHeaders(way.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void hold() {
        holding.countDown();
        try {
            going.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String error(String code, String message) {
        return "{\"status\":\"error\",\"error\":{\"code\":\"" + code + "\",\"title\":\"" + message + "\",\"message\":\""
                + message + "\",\"log_url\":\"https://app.kombo.dev/logs/" + message + "\"}}";
    }

    private static String success(String quoted) {
        return "{\"status\":\"success\",\"data\":{\"id\":\"a1\",\"remote_id\":\"" + quoted
                + "\",\"candidate\":{\"first_name\":\"" + quoted + "\"}},\"warnings\":[{\"message\":\"" + quoted
                + " has no phone\"}]}";
    }
}
