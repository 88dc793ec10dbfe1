package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A worker that runs, and in which nothing settles. */
@WithParts
class WedgeIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int INTENTS = 6;

    @Test
    void shouldNotBeReadyWhileOutcomesAreNotReadAndSayWhy(Broker broker, Registry registry, KomboStandIn kombo)
            throws IOException {
        int port = freePort();
        Settings settings = TestSettings.fresh(
                broker,
                registry,
                kombo,
                Map.of("http.port", Integer.toString(port), "health.wedge-after", "3s", "ledger.start-by", "10s"));
        DeafClients clients = new DeafClients(settings.topics().outcomes());
        try (HttpClient http = HttpClient.newHttpClient();
                RunningWorker _ = RunningWorker.start(settings, clients);
                Stream stream = new Stream(settings)) {
            Pages pages = new Pages(http, URI.create("http://127.0.0.1:" + port));
            pages.await(200, "ready");

            clients.deaf(true);
            for (int i = 0; i < INTENTS; i++) {
                stream.ask(SampleIntents.of("workday:one", "i" + i, "job-1"));
            }

            pages.await(503, "wedged");
            JsonNode body = pages.ready();
            assertThat(body.get("cause").asText()).isEqualTo("not-heard");
            assertThat(body.get("count").asInt()).isEqualTo(INTENTS);
            assertThat(body.get("message").asText()).contains("outcomes topic");
            assertThat(kombo.journal().posts()).as("the calls have been made").hasSize(INTENTS);
            assertThat(pages.get("/metrics").body()).contains("courier_wedged 1.0");
            assertThat(pages.get("/health/live").statusCode()).isEqualTo(200);

            clients.deaf(false);

            pages.await(200, "ready");
            await().atMost(SOON).until(() -> stream.read().successes().size() == INTENTS);
            assertThat(kombo.journal().posts()).hasSize(INTENTS);
        }
    }

    private record Pages(HttpClient http, URI root) {

        void await(int status, String reason) {
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .ignoreException(ConnectException.class)
                    .until(() -> get("/health/ready").statusCode() == status
                            && ready().get("reason").asText().equals(reason));
        }

        JsonNode ready() throws IOException {
            return new JsonMapper().readTree(get("/health/ready").body());
        }

        HttpResponse<String> get(String path) throws IOException {
            try {
                return http.send(
                        HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
