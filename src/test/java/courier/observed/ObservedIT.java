package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import courier.avro.ApplicationDeadLetter;
import courier.config.Settings;
import courier.observed.Workers.Answer;
import courier.observed.Workers.Seen;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.status.Documented;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two worker processes, seen over HTTP. */
@WithParts
class ObservedIT {

    private static final String BROKEN = "greenhouse:broken";
    private static final int INTEGRATIONS = 8;
    private static final int INTENTS = 40;

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldTellWhatItDoesAndWhereAnIntentStandsWhicheverWorkerIsAsked(Broker broker, Registry registry)
            throws IOException {
        kombo.behaviours().ofIntegration(BROKEN, Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
        kombo.behaviours().ofJob("job-closed", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (Workers workers = new Workers(settings);
                Stream stream = new Stream(settings)) {
            Seen one = workers.start("one");
            assertThat(workers.get(one, "/health/ready").status()).isEqualTo(503);
            assertThat(workers.get(one, "/health/live").status()).isEqualTo(200);
            Seen two = workers.start("two");
            assertThat(workers.get(two, "/health/started").status()).isEqualTo(503);
            workers.awaitReady(one, two);
            assertThat(workers.get(one, "/health/started").status()).isEqualTo(200);
            awaitShared(workers, one, two);

            publish(stream);
            await().atMost(Workers.SOON).untilAsserted(() -> {
                assertThat(stream.read().deadLetters())
                        .extracting(ApplicationDeadLetter::getCode)
                        .containsExactlyInAnyOrder("ATS.JOB_CLOSED", "INVALID_INTENT", "UNDECODABLE");
                assertThat(stream.successes()).hasSize(INTENTS);
            });
            await().atMost(Workers.SOON).until(() -> heldOf(workers, one) + heldOf(workers, two) == 1);

            // a picture of a task may be older than the events that it has sent
            await().atMost(Workers.SOON).untilAsserted(() -> assertStatus(workers, one, two));
            assertMetrics(workers, one, two);
            assertWhereabouts(workers, one, two);
        }
    }

    @Test
    void shouldSayThatTheOwnerIsGoneUntilAnotherOneHasTakenOverAndThatAWorkerStops(Broker broker, Registry registry) {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (Workers workers = new Workers(settings);
                Stream stream = new Stream(settings)) {
            Seen one = workers.start("one");
            Seen two = workers.start("two");
            workers.awaitReady(one, two);
            awaitShared(workers, one, two);
            publishGood(stream);
            await().atMost(Workers.SOON).until(() -> stream.read().ends() == INTENTS);
            int ofTwo = intentOf(two, workers);

            two.worker().kill();

            Answer gone = where(workers, one, ofTwo);
            assertThat(gone.status()).isEqualTo(502);
            assertThat(gone.json().get("error").asText()).isEqualTo("owner-unreachable");
            await().atMost(Workers.SOON).until(() -> where(workers, one, ofTwo).status() == 200);
            assertThat(where(workers, one, ofTwo).json().get("worker").asText())
                    .isEqualTo(one.address().toString());

            kombo.behaviours().byDefault(Behaviour.always(new Act.Late(Duration.ofSeconds(4))));
            int posts = kombo.journal().posts().size();
            stream.ask(SampleIntents.of("workday:integration1", "late", "job-1"));
            await().atMost(Workers.SOON).until(() -> kombo.journal().posts().size() > posts);
            assertThat(one.worker().handle().destroy()).isTrue();
            await().atMost(Workers.SOON)
                    .until(() -> workers.get(one, "/health/ready").body().contains("\"stopping\""));
            assertThat(workers.get(one, "/health/live").status()).isEqualTo(200);
            assertThat(one.worker().stop()).isZero();
        }
    }

    private static void awaitShared(Workers workers, Seen one, Seen two) {
        await().atMost(Workers.SOON).until(() -> {
            Set<Integer> both = new TreeSet<>(partitions(workers, one));
            both.retainAll(partitions(workers, two));
            return both.isEmpty()
                    && !partitions(workers, one).isEmpty()
                    && partitions(workers, one).size()
                                    + partitions(workers, two).size()
                            == TestSettings.PARTITIONS
                    && workers.get(one, "/health/ready").status() == 200
                    && workers.get(two, "/health/ready").status() == 200;
        });
    }

    private static List<Integer> partitions(Workers workers, Seen worker) {
        List<Integer> partitions = new ArrayList<>();
        workers.get(worker, "/status")
                .json()
                .path("partitions")
                .forEach(each -> partitions.add(each.get("partition").asInt()));
        return partitions;
    }

    private static int heldOf(Workers workers, Seen worker) {
        return workers.get(worker, "/status")
                .json()
                .at("/totals/integrations_held")
                .asInt();
    }

    private static void publishGood(Stream stream) {
        for (int i = 0; i < INTENTS; i++) {
            stream.ask(SampleIntents.of(integration(i), intent(i), "job-" + i));
        }
    }

    private static void publish(Stream stream) {
        publishGood(stream);
        stream.ask(SampleIntents.of(integration(0), intent(0), "job-0"));
        stream.ask(SampleIntents.of(integration(0), "closed", "job-closed"));
        stream.ask(SampleIntents.of("not an integration", "invalid", "job-1"));
        stream.ask("key".getBytes(StandardCharsets.UTF_8), "no Avro".getBytes(StandardCharsets.UTF_8));
        stream.ask(SampleIntents.of(BROKEN, "waits", "job-1"));
        stream.ask(SampleIntents.of(BROKEN, "waits-too", "job-1"));
    }

    private static void assertStatus(Workers workers, Seen one, Seen two) throws IOException {
        for (Seen worker : List.of(one, two)) {
            Answer status = workers.get(worker, "/status");
            Documented.as("status.schema.json", status.body().getBytes(StandardCharsets.UTF_8));
            assertThat(status.json().get("workers")).hasSize(2);
            assertThat(status.json().at("/worker/ready").asBoolean()).isTrue();
            for (JsonNode integration : status.json().get("integrations")) {
                if (integration.get("condition").asText().equals("idle")) {
                    // it has ended something lately
                    assertThat(integration.get("partition").isNull()).isTrue();
                    continue;
                }
                assertThat(integration.get("integration_id").asText()).isEqualTo(BROKEN);
                assertThat(integration.get("queued").asInt()
                                + integration.get("dispatched").asInt())
                        .isEqualTo(2);
                assertThat(integration.at("/hold/code").asText()).isEqualTo(ErrorCode.CONNECTION_INVALID.text());
                assertThat(integration.get("oldest_open_since").isNull()).isFalse();
            }
        }
    }

    private static void assertMetrics(Workers workers, Seen one, Seen two) {
        // the metrics of Kafka's clients are looked for once a minute
        await().atMost(Workers.SOON).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            Scrape both = workers.scrape(one).and(workers.scrape(two));
            assertKnown(both, Rules.alerts());
            assertKnown(both, Rules.dashboard());
        });
        Scrape both = workers.scrape(one).and(workers.scrape(two));
        assertThat(both.sum("courier_intents_admitted_total")).hasValue(INTENTS + 3);
        assertThat(both.sum("courier_intents_ended_total", "end=\"success\"")).hasValue(INTENTS);
        assertThat(both.sum("courier_intents_duplicate_total")).hasValue(1);
        assertThat(both.sum("courier_dead_letters_total", "code=\"ATS.JOB_CLOSED\""))
                .hasValue(1);
        assertThat(both.sum("courier_dead_letters_total", "code=\"INVALID_INTENT\""))
                .hasValue(1);
        assertThat(both.sum("courier_dead_letters_total", "code=\"UNDECODABLE\""))
                .hasValue(1);
        assertThat(both.sum("courier_intents_unreadable_total")).hasValue(1);
        assertThat(both.sum("courier_attempts_total", "verdict=\"settle\"", "code=\"none\""))
                .hasValue(INTENTS);
        assertThat(both.sum("courier_call_seconds_count", "integration=\"workday:integration1\""))
                .hasValue(INTENTS / INTEGRATIONS);
        assertThat(both.sum("courier_held", "scope=\"integration\"", ErrorCode.CONNECTION_INVALID.text()))
                .hasValue(1);
        assertThat(both.sum("courier_intents_queued").orElse(0)
                        + both.sum("courier_intents_dispatched").orElse(0))
                .isEqualTo(2);
        assertThat(both.sum("courier_ready")).hasValue(2);
        assertThat(both.sum("courier_wedged")).hasValue(0);
        assertThat(both.sum("courier_ledger_partitions")).hasValue(TestSettings.PARTITIONS);
        assertThat(both.sum("courier_commit_seconds_count").orElse(0)).isPositive();
        assertThat(both.text()).doesNotContain("example.com", "Sample", WithParts.API_KEY, "not an integration");
        System.out.println("series of two workers: " + both.series());
    }

    private static void assertKnown(Scrape scrape, Map<String, String> expressions) {
        expressions.forEach((where, text) -> {
            Expression expression = Expression.of(text);
            Set<String> labels = new TreeSet<>();
            for (Expression.Selector selector : expression.selectors()) {
                assertThat(scrape.labels()).as("%s: %s", where, text).containsKey(selector.metric());
                labels.addAll(scrape.labels().getOrDefault(selector.metric(), Set.of()));
                assertThat(scrape.labels().get(selector.metric()))
                        .as("labels of %s in %s", selector.metric(), where)
                        .containsAll(selector.labels());
            }
            // Prometheus itself adds the instance
            labels.addAll(List.of("instance", "job"));
            assertThat(labels).as("grouped by in %s: %s", where, text).containsAll(expression.grouped());
        });
    }

    private static void assertWhereabouts(Workers workers, Seen one, Seen two) throws IOException {
        Set<String> owners = new TreeSet<>();
        for (int i = 0; i < INTEGRATIONS; i++) {
            Answer asked = where(workers, one, i);
            Answer askedOther = where(workers, two, i);
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.json()).isEqualTo(askedOther.json());
            JsonNode generation = asked.json().get("generations").get(0);
            assertThat(generation.get("state").asText()).isEqualTo("settled");
            assertThat(generation.get("end").asText()).isEqualTo("success");
            assertThat(generation.get("job_id").asText()).isEqualTo("job-" + i);
            owners.add(asked.json().get("worker").asText());
            Documented.as("intent.schema.json", asked.body().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(owners)
                .as("each worker was asked for intents of the other")
                .containsExactlyInAnyOrder(
                        one.address().toString(), two.address().toString());
        for (Seen worker : List.of(one, two)) {
            JsonNode waits = workers.where(worker, BROKEN, "waits-too")
                    .json()
                    .get("generations")
                    .get(0);
            assertThat(waits.get("state").asText()).isIn("queued", "dispatched");
            assertThat(waits.get("admitted_at").isNull()).isFalse();
            assertThat(workers.where(worker, integration(0), "never asked").status())
                    .isEqualTo(404);
            assertThat(workers.where(worker, "workday:nobody's", "x").status()).isEqualTo(404);
        }
    }

    private static int intentOf(Seen owner, Workers workers) {
        for (int i = 0; i < INTEGRATIONS; i++) {
            if (where(workers, owner, i)
                    .json()
                    .get("worker")
                    .asText()
                    .equals(owner.address().toString())) {
                return i;
            }
        }
        throw new AssertionError("the worker owns none of the integrations");
    }

    private static Answer where(Workers workers, Seen asked, int i) {
        return workers.where(asked, integration(i), intent(i));
    }

    private static String integration(int i) {
        return "workday:integration" + i % INTEGRATIONS;
    }

    /** With signs that a path must encode. */
    private static String intent(int i) {
        return "intent/" + i + "?ü";
    }
}
