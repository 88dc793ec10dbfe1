package courier.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The HTTP server of the worker's pages: {@code GET} and {@code HEAD} only, and bounded in everything that a client may
 * have much of ({@code RATIONALE.md}, "Why the JDK's HTTP server").
 *
 * <p>Threads: each request is answered on a virtual thread of its own.
 */
final class HttpEndpoint implements AutoCloseable {

    private static final FailureLog FAILURES = FailureLog.of(HttpEndpoint.class);

    /** The header of a request that a worker passes on. */
    static final String FORWARDED = "Courier-Forwarded";

    private static final int AT_A_TIME = 32;
    private static final int BACKLOG = 64;
    private static final int LONGEST_TARGET = 8_192;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Function<Request, Reply> pages;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    private HttpEndpoint(HttpServer server, ExecutorService threads, Function<Request, Reply> pages) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
    }

    /**
     * Opens it.
     *
     * @param port 0 for any that is free
     * @throws IOException if the address is taken or not this machine's
     */
    static HttpEndpoint open(String host, int port, Function<Request, Reply> pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        HttpEndpoint endpoint = new HttpEndpoint(server, threads, pages);
        server.setExecutor(threads);
        server.createContext("/", endpoint::handle);
        server.start();
        return endpoint;
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Reply reply = head || method.equals("GET")
                    ? bounded(exchange)
                    : Reply.error(Reply.NOT_ALLOWED, "method-not-allowed", "Pages can be read, and nothing else.")
                            .with("Allow", "GET, HEAD");
            send(exchange, reply, head);
        }
    }

    private Reply bounded(HttpExchange exchange) {
        if (!places.tryAcquire()) {
            return Reply.again("busy", "Too many requests at a time.");
        }
        try {
            return answer(exchange);
        } finally {
            places.release();
        }
    }

    private Reply answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST_TARGET) {
            return Reply.error(Reply.TOO_LONG, "too-long", "No page has so long a name.");
        }
        Request request;
        try {
            request = Request.of(path, query, exchange.getRequestHeaders().containsKey(FORWARDED));
        } catch (IllegalArgumentException _) {
            return Reply.error(Reply.BAD_REQUEST, "bad-encoding", "The path or the query is not percent-encoded.");
        }
        try {
            return pages.apply(request);
        } catch (RuntimeException e) {
            FAILURES.error(
                    "A page broke in Courier itself",
                    Map.of(LogKey.REASON, e.getClass().getName(), LogKey.PLACE, Place.of(e)),
                    Map.of());
            return Reply.error(Reply.FAILED, "internal-error", "The page failed; the worker's log says where.");
        }
    }

    private static void send(HttpExchange exchange, Reply reply, boolean head) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(reply.body().length));
        }
        exchange.sendResponseHeaders(reply.status(), head || reply.body().length == 0 ? -1 : reply.body().length);
        if (!head) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
