package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.ledger.AttemptLine;
import courier.ledger.Entry;
import courier.ledger.Whereabouts;
import courier.outcome.Delivery;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntentPageTest {

    private static final String INTEGRATION = "workday:abc";
    private static final String INTENT = "anna keller/1+?";
    private static final long NOW = 1_700_000_000_000L;

    private final Neighbour neighbour = new Neighbour();
    private final FakeStream here = new FakeStream();
    private final FakeStream there = new FakeStream();
    private final AtomicInteger askedThere = new AtomicInteger();
    private final IntentPage page = new IntentPage(here, neighbour, "http://here:1");

    @AfterEach
    void close() {
        neighbour.close();
    }

    @Test
    void shouldSayWhereEachGenerationStands() throws IOException {
        know(here);

        Reply reply = page.reply(INTEGRATION, INTENT, false);

        JsonNode body = body(reply, 200);
        assertThat(body.get("worker").asText()).isEqualTo("http://here:1");
        assertThat(body.get("partition").asInt()).isEqualTo(3);
        JsonNode ended = body.get("generations").get(0);
        assertThat(ended.get("state").asText()).isEqualTo("settled");
        assertThat(ended.get("end").asText()).isEqualTo("dead-letter");
        assertThat(ended.get("code").asText()).isEqualTo("ATS.JOB_CLOSED");
        assertThat(ended.get("delivery").asText()).isEqualTo("refused");
        JsonNode open = body.get("generations").get(1);
        assertThat(open.get("state").asText()).isEqualTo("queued");
        assertThat(open.get("due_at").asText()).isEqualTo("2023-11-14T22:13:25Z");
        assertThat(open.get("attempts").asInt()).isEqualTo(1);
        assertThat(open.get("code").asText()).isEqualTo("REMOTE.SERVICE_UNAVAILABLE");
        assertThat(open.get("history").get(0).get("http_status").asInt()).isEqualTo(503);
        Documented.as("intent.schema.json", reply);
    }

    @Test
    void shouldNotKnowWhatTheLedgerDoesNot() throws IOException {
        assertThat(body(page.reply(INTEGRATION, "other", false), 404)
                        .get("error")
                        .asText())
                .isEqualTo("unknown-intent");
    }

    @Test
    void shouldAskTheOwnerAndHandItsAnswerOn() throws IOException {
        know(there);
        try (HttpEndpoint other = neighbour()) {
            here.owner = new StreamView.Owner.There(
                    URI.create("http://127.0.0.1:" + other.address().getPort()));

            JsonNode body = body(page.reply(INTEGRATION, INTENT, false), 200);

            assertThat(body.get("worker").asText()).isEqualTo("http://there:2");
            assertThat(body.get("intent_id").asText()).isEqualTo(INTENT);
            assertThat(body(page.reply(INTEGRATION, "other", false), 404)
                            .get("error")
                            .asText())
                    .isEqualTo("unknown-intent");
        }
    }

    @Test
    void shouldNotAskAThirdWorkerWhenTwoDisagreeWhoOwnsIt() throws IOException {
        try (HttpEndpoint other = neighbour()) {
            URI address = URI.create("http://127.0.0.1:" + other.address().getPort());
            here.owner = new StreamView.Owner.There(address);
            there.owner = new StreamView.Owner.There(address);

            Reply reply = page.reply(INTEGRATION, INTENT, false);

            assertThat(body(reply, 503).get("error").asText()).isEqualTo("rebalancing");
            assertThat(reply.headers()).containsKey("Retry-After");
            assertThat(askedThere).hasValue(1);
        }
    }

    @Test
    void shouldAskToComeBackWhileTheIntegrationIsOnTheMove() throws IOException {
        here.owner = new StreamView.Owner.Moving();
        assertThat(body(page.reply(INTEGRATION, INTENT, false), 503)
                        .get("error")
                        .asText())
                .isEqualTo("rebalancing");

        here.owner = new StreamView.Owner.Here(3);
        here.intents = null;
        Reply reply = page.reply(INTEGRATION, INTENT, false);
        assertThat(body(reply, 503).get("error").asText()).isEqualTo("rebalancing");
        assertThat(reply.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void shouldSayThatTheOwnerCannotBeReached() throws IOException {
        here.owner = new StreamView.Owner.There(URI.create("http://127.0.0.1:" + closedPort()));

        assertThat(body(page.reply(INTEGRATION, INTENT, false), 502)
                        .get("error")
                        .asText())
                .isEqualTo("owner-unreachable");

        here.owner = new StreamView.Owner.Nowhere();
        assertThat(body(page.reply(INTEGRATION, INTENT, false), 502)
                        .get("error")
                        .asText())
                .isEqualTo("owner-has-no-address");
    }

    private HttpEndpoint neighbour() throws IOException {
        IntentPage pageThere = new IntentPage(there, neighbour, "http://there:2");
        return HttpEndpoint.open("127.0.0.1", 0, request -> {
            askedThere.incrementAndGet();
            return pageThere.reply(request.path().get(1), request.path().get(2), request.forwarded());
        });
    }

    private static void know(FakeStream stream) {
        AttemptLine failed = new AttemptLine(
                1, "n", null, NOW, NOW + 10, "retry", "REMOTE.SERVICE_UNAVAILABLE", 503, Delivery.UNKNOWN);
        Entry settled = new Entry.Settled("job-1", "ab", "ATS.JOB_CLOSED", Delivery.REFUSED, NOW, List.of(), null);
        Entry open = new Entry.Open(
                "job-1", "ab", NOW, null, 0, new Entry.Queued(NOW + 5_000), 1, 0, true, List.of(), List.of(failed));
        Objects.requireNonNull(stream.intents)
                .put(
                        INTEGRATION + "/" + INTENT,
                        List.of(new Whereabouts.Found(0, settled), new Whereabouts.Found(1, open)));
    }

    private static JsonNode body(Reply reply, int status) throws IOException {
        assertThat(reply.status()).isEqualTo(status);
        return new JsonMapper().readTree(reply.body());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
