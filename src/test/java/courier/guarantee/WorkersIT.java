package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings;
import courier.ledger.Codes;
import courier.sandbox.account.Account;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Worker processes that join, leave and die in mid-run. */
@WithParts
class WorkersIT {

    private static final int INTENTS = 400;
    private static final int SLOTS = 10;
    private static final int INTEGRATIONS = 8;

    private KomboStandIn kombo = stand();

    @BeforeEach
    void behave() {
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(Duration.ofMillis(250))));
    }

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldShareTheWorkOfTwoWorkersAndPostEachIntentOnce(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker one = deployment.worker("one");
            Worker two = deployment.worker("two");
            deployment.publish(INTENTS);

            Account account = deployment.awaitEnds(INTENTS);

            assertThat(account.broken()).isEmpty();
            assertThat(account.successes()).isEqualTo(INTENTS);
            assertThat(deployment.posts()).isEqualTo(INTENTS);
            assertThat(one.stop()).isZero();
            assertThat(two.stop()).isZero();
        }
    }

    @Test
    void shouldLeaveNothingInDoubtWhenStoppedInMidRun(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker worker = deployment.worker("one");
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 4);

            int exit = worker.stop();

            assertThat(exit).isZero();
            assertThat(deployment.posts()).isLessThan(INTENTS);
            assertThat(kombo.limits().inFlight().values()).allMatch(calls -> calls == 0);
            deployment.worker("one");
            Account account = deployment.awaitEnds(INTENTS);
            assertThat(account.broken()).isEmpty();
            assertThat(account.successes()).isEqualTo(INTENTS);
            assertThat(deployment.inDoubt()).isZero();
            assertThat(deployment.posts()).isEqualTo(INTENTS);
        }
    }

    @Test
    void shouldLoseNothingAndPostNothingTwiceWhenKilledInMidRun(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker worker = deployment.worker("one");
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 4);

            worker.kill();

            int before = deployment.posts();
            deployment.worker("one");
            Account account = deployment.awaitEnds(INTENTS);
            assertThat(account.broken()).isEmpty();
            assertThat(account.open()).isZero();
            assertThat(account.postedTwice()).isZero();
            assertThat(deployment.posts()).as("posts after the kill").isGreaterThan(before);
            assertThat(deployment.inDoubt()).as("in doubt").isBetween(1L, (long) SLOTS * INTEGRATIONS);
        }
    }

    /** The stores come back from their changelogs; what the dead worker had under way is judged after its grace. */
    @Test
    void shouldLoseNothingWhenTheStateDirectoryIsLostWithTheWorker(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker worker = deployment.worker("one");
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 4);

            worker.kill();

            deployment.worker("another");
            Account account = deployment.awaitEnds(INTENTS);
            assertThat(account.broken()).isEmpty();
            assertThat(account.open()).isZero();
            assertThat(account.postedTwice()).isZero();
            assertThat(deployment.inDoubt()).as("in doubt").isBetween(1L, (long) SLOTS * INTEGRATIONS);
        }
    }

    @Test
    void shouldFindOutWhatAKilledWorkerHadDoneWhereItVerifies(Broker broker, Registry registry) {
        Map<String, String> verifying = Map.of(
                "doubt.policy", "verify",
                "doubt.verify-attempts", "3",
                "doubt.verify-first-delay", "500ms");
        try (Deployment deployment = new Deployment(settings(broker, registry, verifying), kombo)) {
            Worker worker = deployment.worker("one");
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 4);

            worker.kill();

            deployment.worker("one");
            Account account = deployment.awaitEnds(INTENTS);
            assertThat(account.broken()).isEmpty();
            assertThat(account.postedTwice()).isZero();
            assertThat(account.successes())
                    .as("delivered, and known to be")
                    .isEqualTo(kombo.journal().created().size());
            assertThat(account.rows())
                    .filteredOn(row -> row.warnings().contains(Codes.CONFIRMED_AFTER_DOUBT))
                    .hasSizeBetween(1, SLOTS * INTEGRATIONS);
        }
    }

    @Test
    void shouldHandTheTasksOverToAnotherWorkerWithoutADoubt(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker first = deployment.worker("one");
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 4);
            deployment.worker("two");

            assertThat(first.stop()).isZero();

            Account account = deployment.awaitEnds(INTENTS);
            assertThat(account.broken()).isEmpty();
            assertThat(account.successes()).isEqualTo(INTENTS);
            assertThat(deployment.inDoubt()).isZero();
            assertThat(deployment.posts()).isEqualTo(INTENTS);
        }
    }

    private static KomboStandIn stand() {
        return KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));
    }

    private Settings settings(Broker broker, Registry registry) {
        return settings(broker, registry, Map.of());
    }

    private Settings settings(Broker broker, Registry registry, Map<String, String> others) {
        String slots = Integer.toString(SLOTS);
        Map<String, String> values = new HashMap<>(others);
        values.put("limits.slots-per-integration", slots);
        values.put("limits.slots-per-integration-max", slots);
        return TestSettings.fresh(broker, registry, kombo, values);
    }
}
