package courier.bench.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.sandbox.kombo.Journal;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.part.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Kombo stand-in as a process of its own, told how to behave over its control calls. Used by one thread. */
public final class Kombo implements AutoCloseable {
    /** The key that it knows. */
    public static final String API_KEY = "bench-key";

    static final String HEAP = "1g";

    private static final String READY = "Kombo stand-in at ";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final URI baseUrl;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CALL_LIMIT)
            .build();

    private Kombo(ChildProcess process, URI baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    static Kombo start(Path directory, String heap) {
        ChildProcess process = ChildProcess.start(
                "kombo",
                directory,
                ChildProcess.java(
                        List.of(
                                "-Xmx" + heap,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                ChildProcess.ownClassPath()),
                        List.of(KomboStandIn.class.getName(), "--api-key", API_KEY)));
        process.awaitReady(START_LIMIT, () -> process.lastLines().contains(READY));
        String address = process.lastLines()
                .lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow()
                .substring(READY.length());
        return new Kombo(process, URI.create(address));
    }

    /** The base URL of its API. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Sets how integrations are treated that have no behaviour of their own, as {@code BehaviourReader} reads it. */
    public void behave(String json) {
        String _ = call("PUT", "behaviours", json);
    }

    /** Sets how an integration is treated. */
    public void behave(String integration, String json) {
        String _ = call("PUT", "behaviours/" + integration, json);
    }

    /** Sets how many requests an integration may have at a time. */
    public void limit(String integration, int concurrency) {
        String _ = call("PUT", "limits/" + integration, "{\"concurrency\": " + concurrency + "}");
    }

    /** Sets how many requests integrations may have at a time that have no limit of their own. */
    public void limit(int concurrency) {
        String _ = call("PUT", "limits", "{\"concurrency\": " + concurrency + "}");
    }

    /** Has it hold one request in so many against Kombo's schema: it shares the processor with whoever is measured. */
    public void checkOneIn(int requests) {
        String _ = call("PUT", "checks", "{\"one_in\": " + requests + "}");
    }

    /** The processor time that the stand-in has used since its start. */
    public Duration cpu() {
        return Cpu.of(process.handle());
    }

    /** Cuts the calls that hang. */
    public void freeHanging() {
        String _ = call("DELETE", "hanging", "");
    }

    /** The requests of an integration that are being served now. */
    public int inFlight(String integration) {
        return inFlight().path(integration).asInt();
    }

    /** The requests of all integrations that are being served now. */
    public int inFlightInAll() {
        int sum = 0;
        for (JsonNode number : inFlight()) {
            sum += number.asInt();
        }
        return sum;
    }

    private JsonNode inFlight() {
        try {
            return new ObjectMapper().readTree(call("GET", "stats", "")).path("in_flight");
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in's counts cannot be read", e);
        }
    }

    /** The requests from a sequence number on. */
    public List<Post> journal(long from) {
        try {
            return Journal.parse(call("GET", "journal?from=" + from, ""));
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in's journal cannot be read", e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }

    private String call(String method, String path, String body) {
        URI uri = baseUrl.resolve("/control/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(CALL_LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        method + " " + uri + " is answered with " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in does not answer. Its log ends:\n" + process.lastLines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stand-in was asked", e);
        }
    }
}
