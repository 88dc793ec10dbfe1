package courier.status;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Another worker, asked where an intent of its own stands. Safe for use by many threads. */
final class Neighbour implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /** The neighbour's own answer, whatever it is; 502 if there is none. */
    Reply ask(URI worker, String integrationId, String intentId) {
        URI page = worker.resolve("/applications/" + encoded(integrationId) + "/" + encoded(intentId));
        HttpRequest request = HttpRequest.newBuilder(page)
                .header(HttpEndpoint.FORWARDED, "1")
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    return unreachable(worker, "TooLarge");
                }
                Reply reply = new Reply(response.statusCode(), Reply.JSON, bytes, Map.of());
                return response.headers()
                        .firstValue("Retry-After")
                        .map(after -> reply.with("Retry-After", after))
                        .orElse(reply);
            }
        } catch (IOException e) {
            return unreachable(worker, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(worker, e.getClass().getSimpleName());
        }
    }

    private static Reply unreachable(URI worker, String reason) {
        return Reply.error(
                Reply.BAD_GATEWAY,
                "owner-unreachable",
                "The integration is the worker's at " + worker + ", which could not be asked (" + reason
                        + "): see http.host and http.advertised-host there.");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
