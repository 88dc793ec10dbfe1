package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import courier.config.LiveSettings;
import courier.config.Settings;
import courier.dispatch.Departures;
import courier.dispatch.OutcomePublisher;
import courier.ledger.Share;
import courier.ops.Metric;
import courier.ops.Time;
import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.testing.TestSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OperationsTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeStream stream = new FakeStream();
    private final Operations operations = open(Map.of());

    @AfterEach
    void close() {
        operations.close();
        client.close();
    }

    @Test
    void shouldBeAliveAndNotReadyBeforeThereIsAStream() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/started").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("\"reason\" : \"preparing\"");
        assertThat(get("/status").statusCode()).isEqualTo(503);
        assertThat(get("/applications/a:b/c").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes", "courier_doubts_total 0.0");
    }

    @Test
    void shouldHaveStartedOnceEveryLedgerHasReadItsProbe() throws Exception {
        operations.overview().publish(share(0, true));
        operations.overview().publish(share(1, false));
        streaming();
        assertThat(get("/health/started").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("\"reason\" : \"starting\"");

        operations.overview().publish(share(1, true));
        assertThat(get("/health/started").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        stream.state = StreamView.State.MOVING;
        assertThat(get("/health/started").statusCode()).as("once is enough").isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"reason\" : \"rebalancing\"");
    }

    @Test
    void shouldBeDeadWithoutAThreadAndNotWhileItStops() throws Exception {
        streaming();
        stream.liveThreads = 0;
        assertThat(get("/health/live").statusCode()).isEqualTo(503);

        stream.liveThreads = 1;
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        stream.state = StreamView.State.FAILED;
        assertThat(get("/health/live").statusCode()).isEqualTo(503);

        operations.stopping();
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"reason\" : \"stopping\"");
    }

    @Test
    void shouldTellOfIntegrationsInMetricsAndOnTheStatusPage() throws Exception {
        streaming();
        operations.overview().publish(share(0, true));

        assertThat(get("/metrics").body())
                .contains(
                        "courier_intents_queued{integration=\"workday:abc\"} 4.0",
                        "courier_intents_dispatched{integration=\"workday:abc\"} 1.0",
                        "courier_calls_max 256.0",
                        "courier_ready 1.0",
                        "courier_wedged 0.0")
                .contains("courier_intents_oldest_age_seconds{integration=\"workday:abc\"}");
        assertThat(get("/status").body()).contains("\"integration_id\" : \"workday:abc\"");
        assertThat(get("/status?limit=0").body()).contains("\"integrations_left_out\" : 1");
        assertThat(get("/status?match=DAY:a").body()).contains("\"integration_id\" : \"workday:abc\"");
        assertThat(get("/status?match=other").body())
                .contains("\"integrations\" : [ ]", "\"integrations_left_out\" : 0");
        assertThat(get("/status?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldFindAndForgetAWedge() throws Exception {
        streaming();
        operations.overview().publish(share(0, true));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/health/ready").body().contains("\"cause\" : \"not-heard\""));
        assertThat(get("/metrics").body()).contains("courier_wedged 1.0", "courier_ready 0.0");

        operations.overview().publish(new Share(0, "life", 0, true, 1, 0, Long.MAX_VALUE, null, Map.of()));
        await().atMost(Duration.ofSeconds(20)).until(() -> get("/health/ready").statusCode() == 200);
    }

    @Test
    void shouldHaveAPageForPeopleAndNameTheOthers() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(get("/metrics/").statusCode()).isEqualTo(404);
        assertThat(get("/applications/a").body()).contains("/applications/{integration}/{intent}");
    }

    @Test
    void shouldHaveMetersAndNoPagesWhereTheyAreSwitchedOff() {
        try (Operations off = open(Map.of("http.enabled", "false"))) {
            off.meters().count(Metric.DOUBTED);

            assertThat(off.address()).isNull();
            assertThat(off.meters().counts()).containsEntry(Metric.DOUBTED, 1L);
        }
    }

    @Test
    void shouldBeReachedByTheNameThatIsAdvertised() {
        try (Operations named = open(Map.of("http.advertised-host", "worker-3.example"))) {
            assertThat(String.valueOf(named.address())).matches("http://worker-3\\.example:\\d+");
        }
        try (Operations everywhere = open(Map.of("http.host", "0.0.0.0"))) {
            assertThat(String.valueOf(everywhere.address())).doesNotContain("0.0.0.0");
        }
    }

    @Test
    void shouldSayThatTheAddressIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Settings settings = settings(Map.of("http.port", Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(() -> Operations.open(LiveSettings.unchanging(settings), Set.of(), Time.SYSTEM))
                    .isInstanceOf(BindException.class);
        }
    }

    private void streaming() {
        Limiter limiter = new Limiter(Bounds.of(30, 256), Time.SYSTEM);
        Departures departures = new Departures(
                (_, _) -> new Journey.Result.NotStarted("never"),
                new OutcomePublisher((_, _, _) -> new CompletableFuture<>(), "w", Time.SYSTEM, Duration.ZERO, () -> {}),
                Time.SYSTEM,
                Duration.ofSeconds(20));
        operations.streaming(stream, limiter, departures);
    }

    private static Share share(int partition, boolean ready) {
        String id = "workday:abc";
        return new Share(
                partition,
                "life",
                0,
                ready,
                0,
                1,
                Long.MAX_VALUE,
                null,
                Map.of(id, new Share.Line(id, 4, 1, 1_000L, Long.MAX_VALUE, null)));
    }

    private static Operations open(Map<String, String> values) {
        try {
            return Operations.open(LiveSettings.unchanging(settings(values)), Set.of(), Time.SYSTEM);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("http.port", "0", "health.wedge-after", "1s"));
        all.putAll(values);
        return TestSettings.of(all);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI page = Objects.requireNonNull(operations.address()).resolve(path);
        return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }
}
