package courier.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.ops.TlsTrouble;
import courier.registry.RegistryConfig.Patience;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one address. Only what is certainly the registry's own word counts as an answer: JSON with a 2xx, or
 * an error with one of the protocol's codes. A proxy's page or a wrong path is an outage, since no record may be blamed
 * for it.
 *
 * <p>Safe for use by many threads.
 */
final class Exchange implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final long ANSWER_MAX_BYTES = 4L * 1024 * 1024;
    private static final int MESSAGE_MAX_CHARS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Patience patience;
    private final HttpClient http;

    /**
     * What to ask.
     *
     * @param path below the address, percent-encoded
     * @param body JSON to post; null for a GET
     */
    record Question(String path, @Nullable String body) {
        @Override
        public String toString() {
            return (body == null ? "GET " : "POST ") + path;
        }
    }

    Exchange(RegistryConfig config) {
        patience = config.patience();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect());
        if (config.tls() != null) {
            builder.sslContext(config.tls());
        }
        http = builder.build();
    }

    /**
     * Asks.
     *
     * @throws InterruptException if the thread is interrupted; its flag stays set
     */
    Reply ask(Endpoint endpoint, Question question) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request(endpoint, question), BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_MAX_BYTES));
        try {
            // The client's own time limit ends with the headers; this one also covers a body that never ends.
            HttpResponse<byte[]> response = answer.get(patience.request().toMillis(), TimeUnit.MILLISECONDS);
            return read(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            return new Reply.Silence(
                    "gave no answer within " + patience.request().toMillis() + " ms", true, e);
        } catch (ExecutionException e) {
            return broken(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException("Interrupted while asking the schema registry.", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Gives up requests that are under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private static HttpRequest request(Endpoint endpoint, Question question) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(endpoint.resolve(question.path)).header("Accept", MEDIA_TYPE);
        if (endpoint.authorization() != null) {
            builder.header("Authorization", endpoint.authorization().value());
        }
        if (question.body != null) {
            builder.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(question.body));
        }
        return builder.build();
    }

    private static Reply.Silence broken(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return switch (cause) {
            case SSLException _ ->
                new Reply.Silence(
                        "fails in TLS: " + TlsTrouble.of(cause).words() + "; check schema.registry.ssl.*",
                        false,
                        cause);
            case IOException _ -> new Reply.Silence("cannot be reached (" + name + ")", true, cause);
            default -> new Reply.Silence("cannot be asked (" + name + ")", false, cause);
        };
    }

    private static Reply read(int status, byte[] body) {
        JsonNode json = json(body);
        if (status / 100 == 2) {
            return json == null
                    ? new Reply.Silence("answers " + status + " without JSON: is it a registry?", false, null)
                    : new Reply.Found(json);
        }
        int code = json == null ? 0 : json.path("error_code").asInt(0);
        if (status / 100 == 4 && ErrorCodes.isAboutSchema(code)) {
            return new Reply.Refused(code, shortened(json));
        }
        return switch (status) {
            case 401, 403 ->
                new Reply.Silence(
                        "answers " + status + ": check basic.auth.* or bearer.auth.* and its permissions", false, null);
            case 408, 429 -> new Reply.Silence("answers " + status, true, null);
            default ->
                status >= 500
                        ? new Reply.Silence("answers " + status, true, null)
                        : new Reply.Silence(
                                "answers " + status + ", not as a registry does: check the path in schema.registry.url",
                                false,
                                null);
        };
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json != null && json.isObject() ? json : null;
        } catch (JsonProcessingException _) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }

    private static String shortened(@Nullable JsonNode json) {
        String message = json == null ? "" : json.path("message").asText("").replaceAll("\\p{Cntrl}+", " ");
        return message.length() <= MESSAGE_MAX_CHARS ? message : message.substring(0, MESSAGE_MAX_CHARS) + "…";
    }
}
