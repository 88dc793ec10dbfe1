package courier.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.avro.ApplicationIntent;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.registry.RegistryAvroSerde;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that all peers do alike: reads an intent, makes the call that Courier would make, and gives the event that
 * Courier would publish. One HTTP client for all calls, over HTTP/1.1 as Courier's towards a server without TLS.
 *
 * <p>Takes intents whose files, if any, are inline: a peer has no stores. Safe for use by many threads.
 */
final class Calls implements AutoCloseable {
    /** Between two tries. It is what Parallel Consumer takes of itself. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    /** Courier's defaults. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);
    private static final String EXISTS = Code.APPLICATION_ALREADY_EXISTS.text();

    private final JsonMapper json = JsonMapper.builder().build();
    private final RegistryAvroSerde<ApplicationIntent> intents = new RegistryAvroSerde<>();
    private final Successes successes;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final String jobs;
    private final String authorization;

    Calls(Orders orders) {
        Map<String, ?> registry = Map.of("schema.registry.url", orders.registryUrl());
        intents.configure(registry, false);
        successes = new Successes(registry, orders.successes());
        jobs = orders.kombo() + "/ats/jobs/";
        authorization = "Bearer " + orders.apiKey();
    }

    /**
     * Makes one call and waits for its answer.
     *
     * @throws CallFailedException if it is to be made again
     */
    Delivered once(Arrived arrived) {
        Call call = read(arrived);
        try {
            return call.answered(http.send(call.request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new CallFailedException("no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call", e);
        }
    }

    /** As {@link #once}, again and again until it goes well. */
    Delivered untilDelivered(Arrived arrived) {
        while (true) {
            try {
                return once(arrived);
            } catch (CallFailedException e) {
                LOG.debug("{}", e.getMessage());
                pause();
            }
        }
    }

    /** Makes one call; the future fails if it is to be made again. */
    CompletableFuture<Delivered> start(Arrived arrived) {
        Call call = read(arrived);
        return http.sendAsync(call.request, BodyHandlers.ofByteArray()).thenApply(call::answered);
    }

    @Override
    public void close() {
        http.close();
        intents.close();
        successes.close();
    }

    private Call read(Arrived arrived) {
        ApplicationIntent avro =
                Objects.requireNonNull(intents.deserializer().deserialize(arrived.topic(), arrived.value()));
        Intent intent = IntentAvro.fromAvro(avro);
        String job = URLEncoder.encode(intent.jobId(), StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(URI.create(jobs + job + "/applications"))
                .timeout(CALL_LIMIT)
                .header("Authorization", authorization)
                .header("X-Integration-Id", intent.identity().integrationId())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body(intent)))
                .build();
        return new Call(intent, arrived, request, Instant.now());
    }

    private byte[] body(Intent intent) {
        try {
            return json.writeValueAsBytes(intent.application());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what Avro has held is JSON as well", e);
        }
    }

    private JsonNode parsed(HttpResponse<byte[]> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new CallFailedException("answered with " + answer.statusCode() + " and no JSON");
        }
    }

    /**
     * After a restart a call may be a second one: then the application is there, though nothing more is known of it.
     */
    private static boolean exists(JsonNode body) {
        return body.path("error").path("code").asText().equals(EXISTS);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two calls", e);
        }
    }

    /** One call, from the intent that was read to the event. */
    private final class Call {
        private final Intent intent;
        private final Arrived arrived;
        private final HttpRequest request;
        private final Instant startedAt;

        private Call(Intent intent, Arrived arrived, HttpRequest request, Instant startedAt) {
            this.intent = intent;
            this.arrived = arrived;
            this.request = request;
            this.startedAt = startedAt;
        }

        private Delivered answered(HttpResponse<byte[]> answer) {
            JsonNode body = parsed(answer);
            if (answer.statusCode() / 100 != 2 && !exists(body)) {
                throw new CallFailedException("answered with " + answer.statusCode());
            }
            return new Delivered(intent.jobId(), successes.event(intent, arrived, startedAt, body));
        }
    }
}
