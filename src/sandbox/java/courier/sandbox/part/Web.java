package courier.sandbox.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The few plain HTTP requests by which parts are asked whether they are there. */
final class Web {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** Whoever takes a request will answer it, but a machine that is starved may take its time. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private Web() {}

    /** The body of an answer; empty where nobody answers. */
    static String text(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** The status of a request; 0 where nobody answers. */
    static int status(String method, URI uri, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
