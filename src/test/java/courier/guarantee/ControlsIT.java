package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.guarantee.broken.Mutant;
import courier.sandbox.account.DoubtsHaveReasons;
import courier.sandbox.account.DoubtsHaveReasons.Disruption;
import courier.sandbox.account.Guarantee;
import courier.sandbox.account.NoCallAfterTheEnd;
import courier.sandbox.account.NoSecondCallWithoutDoubt;
import courier.sandbox.account.OneEnd;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Signals;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Without any one step of the protocol a guarantee breaks, and its checker says so. Each scenario is also played by the
 * sound worker where no other test does so: what it shows is the lack of the step, not the scenario.
 */
@WithParts
@Tag("chaos")
class ControlsIT {

    private static final int INTENTS = 160;
    private static final int SLOTS = 5;
    private static final Duration QUICK = Duration.ofMillis(250);
    private static final Duration DELIVERY = Duration.ofMillis(400);
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(45);

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));

    @BeforeEach
    void behave() {
        taking(QUICK);
    }

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldFindDoubtsOfWhatWasOnRecordWithoutTheProbe(Broker broker, Registry registry) {
        assertThat(doubtsAfterKillInSilence(broker, registry, Mutant.NO_PROBE)).isNotEmpty();
    }

    @Test
    void shouldHaveNoDoubtOfWhatIsOnRecord(Broker broker, Registry registry) {
        assertThat(doubtsAfterKillInSilence(broker, registry, null)).isEmpty();
    }

    /** Between two slow commits: the answers are on record, and none of them is settled. */
    private List<Guarantee.Offence> doubtsAfterKillInSilence(
            Broker broker, Registry registry, @Nullable Mutant mutant) {
        Settings slow = TestSettings.property(settings(broker, registry), "commit.interval.ms", "3000");
        try (Deployment deployment = new Deployment(slow, kombo)) {
            Worker worker = start(deployment, "one", mutant);
            deployment.publish(INTENTS);
            deployment.awaitPosts(1);
            await().atMost(Deployment.LONG_ENOUGH)
                    .during(DELIVERY.multipliedBy(2))
                    .until(() -> kombo.limits().inFlight().values().stream().allMatch(calls -> calls == 0));

            long killed = System.currentTimeMillis();
            worker.kill();

            Worker _ = start(deployment, "one", mutant);
            var _ = deployment.awaitEnds(INTENTS);
            return new DoubtsHaveReasons(List.of(new Disruption(killed, killed)), DELIVERY)
                    .offences(deployment.history());
        }
    }

    @Test
    void shouldFindDoubtsAfterAProperStopWithoutTheRelease(Broker broker, Registry registry) {
        assertThat(doubtsAfterStop(broker, registry, Mutant.NO_RELEASE)).isNotEmpty();
    }

    @Test
    void shouldFindDoubtsAfterAProperStopIfOutcomesStayInMemory(Broker broker, Registry registry) {
        assertThat(doubtsAfterStop(broker, registry, Mutant.OUTCOMES_IN_MEMORY)).isNotEmpty();
    }

    private List<Guarantee.Offence> doubtsAfterStop(Broker broker, Registry registry, Mutant mutant) {
        Settings slow = TestSettings.property(settings(broker, registry), "commit.interval.ms", "500");
        try (Deployment deployment = new Deployment(slow, kombo)) {
            Worker worker = deployment.worker("one", mutant);
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 2);

            int _ = worker.stop();

            Worker _ = deployment.worker("one");
            var _ = deployment.awaitEnds(INTENTS);
            return new DoubtsHaveReasons(List.of(), DELIVERY).offences(deployment.history());
        }
    }

    @Test
    void shouldFindIntentsWithoutAnEndWithoutTheDeadline(Broker broker, Registry registry) {
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker worker = deployment.worker("one", Mutant.NO_DEADLINE);
            deployment.publish(INTENTS);
            deployment.awaitPosts(INTENTS / 2);
            worker.kill();

            Worker _ = deployment.worker("another", Mutant.NO_DEADLINE);
            deployment.awaitPosts(INTENTS - SLOTS * Publisher.INTEGRATIONS);
            Guarantee guarantee = new OneEnd();
            boolean kept = Patience.until(
                    BEYOND_GRACE,
                    Duration.ofSeconds(1),
                    () -> guarantee.check(deployment.history()).isKept());

            assertThat(kept).isFalse();
            assertThat(guarantee.offences(deployment.history()))
                    .allMatch(offence -> offence.what().contains("without an end"));
        }
    }

    /** A frozen worker's transaction is aborted; when it thaws it gives back what others have under way by then. */
    @Test
    void shouldFindSecondCallsIfAReleaseOfAnyDispatchIsBelieved(Broker broker, Registry registry) {
        assertThat(secondCallsAfterThaw(broker, registry, Mutant.ANY_NONCE)).isNotEmpty();
    }

    @Test
    void shouldHaveNoSecondCallsWhenAFrozenWorkerThaws(Broker broker, Registry registry) {
        assertThat(secondCallsAfterThaw(broker, registry, null)).isEmpty();
    }

    private List<Guarantee.Offence> secondCallsAfterThaw(Broker broker, Registry registry, @Nullable Mutant mutant) {
        Settings slow = TestSettings.property(settings(broker, registry), "commit.interval.ms", "1000");
        try (Deployment deployment = new Deployment(slow, kombo)) {
            Worker frozen = start(deployment, "one", mutant);
            deployment.publish(INTENTS);
            deployment.awaitPosts(SLOTS * Publisher.INTEGRATIONS);
            // the answers are there, and the next ones are marked: their transaction is open
            await().atMost(Deployment.LONG_ENOUGH)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> kombo.limits().inFlight().values().stream().allMatch(calls -> calls == 0));
            Signals.freeze(frozen.handle());
            int before = deployment.posts();
            taking(Duration.ofSeconds(4));
            Worker _ = start(deployment, "two", mutant);
            deployment.awaitPosts(before + 1);

            Signals.thaw(frozen.handle());

            taking(QUICK);
            var _ = deployment.awaitEnds(INTENTS);
            return new NoSecondCallWithoutDoubt().offences(deployment.history());
        }
    }

    @Test
    void shouldFindCallsAfterTheEndWithoutTheMemory(Broker broker, Registry registry) {
        Settings settings = settings(broker, registry);
        try (Deployment deployment = new Deployment(settings, kombo)) {
            Worker worker = deployment.worker("one", Mutant.NO_MEMORY);
            deployment.publish(SLOTS);
            var _ = deployment.awaitEnds(SLOTS);
            assertThat(worker.stop()).isZero();
            Offsets.toBeginning(settings);

            Worker _ = deployment.worker("one", Mutant.NO_MEMORY);

            var _ = deployment.awaitEnds(2 * SLOTS);
            assertThat(new NoCallAfterTheEnd().offences(deployment.history())).isNotEmpty();
            assertThat(new NoSecondCallWithoutDoubt().offences(deployment.history()))
                    .isNotEmpty();
            assertThat(new OneEnd().offences(deployment.history())).isNotEmpty();
        }
    }

    @Test
    void shouldCallNothingAgainWhenTheOffsetsAreReset(Broker broker, Registry registry) {
        Settings settings = settings(broker, registry);
        try (Deployment deployment = new Deployment(settings, kombo)) {
            Worker worker = deployment.worker("one");
            deployment.publish(SLOTS);
            var _ = deployment.awaitEnds(SLOTS);
            assertThat(worker.stop()).isZero();
            Offsets.toBeginning(settings);

            Worker _ = deployment.worker("one");
            deployment.publish(SLOTS);

            assertThat(deployment.awaitEnds(2 * SLOTS).broken()).isEmpty();
            assertThat(deployment.posts()).isEqualTo(2 * SLOTS);
        }
    }

    @Test
    void shouldFindSecondCallsIfADoubtIsTakenForAFailure(Broker broker, Registry registry) {
        kombo.behaviours().byDefault(Behaviour.first(SLOTS, new Act.Cut(Act.Moment.AFTER_CREATION)));
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            Worker _ = deployment.worker("one", Mutant.DOUBT_IS_FAILURE);
            deployment.publish(2 * SLOTS);

            var _ = deployment.awaitEnds(2 * SLOTS);

            assertThat(new NoSecondCallWithoutDoubt().offences(deployment.history()))
                    .isNotEmpty();
        }
    }

    private static Worker start(Deployment deployment, String name, @Nullable Mutant mutant) {
        return mutant == null ? deployment.worker(name) : deployment.worker(name, mutant);
    }

    private void taking(Duration latency) {
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(latency)));
    }

    private Settings settings(Broker broker, Registry registry) {
        return TestSettings.slots(TestSettings.fresh(broker, registry, kombo), SLOTS);
    }
}
