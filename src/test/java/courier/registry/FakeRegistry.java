package courier.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a test tells it to, above all in ways that a real registry does not. Every request is kept.
 *
 * <p>Requests are served on virtual threads; the journal and the script may be used from any thread.
 */
final class FakeRegistry implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> journal = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reaction> script = _ -> json(500, "{}");

    record Request(String method, String path, @Nullable String authorization, String body) {}

    sealed interface Reaction {
        /** Answers. */
        record Page(int status, String body, Map<String, String> headers) implements Reaction {}

        /** Sends headers and the first bytes of a body, and then nothing. */
        record Hang() implements Reaction {}

        /** Cuts the connection. */
        record Cut() implements Reaction {}
    }

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static Reaction json(int status, String body) {
        return new Reaction.Page(status, body, Map.of());
    }

    static Reaction error(int status, int code, String message) {
        return json(status, "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    void answer(Function<Request, Reaction> newScript) {
        script = newScript;
    }

    void answer(Reaction always) {
        answer(_ -> always);
    }

    List<Request> journal() {
        return journal;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Short times, no wait to speak of: a base for a test's configuration. */
    Map<String, Object> properties() {
        return properties(url());
    }

    static Map<String, Object> properties(String urls) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("schema.registry.url", urls);
        properties.put("http.read.timeout.ms", 2000);
        properties.put("retries.wait.ms", "1");
        properties.put("retries.max.wait.ms", "1");
        return properties;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body);
        journal.add(request);
        switch (script.apply(request)) {
            case Reaction.Page page -> {
                page.headers.forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = page.body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(page.status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            }
            case Reaction.Hang _ -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            case Reaction.Cut _ -> exchange.close();
        }
    }
}
