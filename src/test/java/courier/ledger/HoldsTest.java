package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.ops.Metric;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds as a ledger task lives through them; {@link HoldCommandsTest} has what persons may do. */
class HoldsTest {

    private static final Duration INTERVAL = Given.HOLD.probeInterval();
    private static final Duration ALARMS_TOLERANCE = Duration.ofMillis(5);

    private final TaskBench task = TaskBench.of("worker-1", 30).ready();

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @Test
    void shouldMakeOneProbingCallPerIntervalUntilASuccessReleasesTheIntegration() {
        task.kombo = Troubles::brokenIntegration;
        task.arrive("a");
        callAndHear();
        task.arrive("b", "c");
        for (int interval = 1; interval <= 3; interval++) {
            task.advance(INTERVAL.minus(ALARMS_TOLERANCE).minusMillis(1));
            callAndHear();
            assertThat(task.calls).as("within interval %d", interval).hasSize(interval);
            task.advance(ALARMS_TOLERANCE.plusMillis(1));
            callAndHear();
            assertThat(task.calls).as("after interval %d", interval).hasSize(interval + 1);
            assertThat(task.departures.running()).as("the next one waits").isZero();
        }
        assertThat(task.integration().health().hold()).isNotNull();

        task.kombo = Given::settle;
        task.advance(INTERVAL);
        callAndHear();

        assertThat(task.integration().health().hold()).isNull();
        callAndHear();
        assertThat(task.told()).containsExactlyInAnyOrder("a: success", "b: success", "c: success");
        assertThat(task.counted(Metric.HOLDS_BEGUN)).isEqualTo(1);
        assertThat(task.counted(Metric.HOLDS_ENDED)).isEqualTo(1);
        assertThat(task.counted(Metric.HOLD_PROBES)).isEqualTo(4);
    }

    @Test
    void shouldTellOfTheBeginningAndTheEndOnceAndOfProbesMoreAndMoreSeldom() {
        task.kombo = Troubles::brokenIntegration;
        task.arrive("a", "b");
        callAndHear();
        for (int probe = 0; probe < 9; probe++) {
            task.advance(INTERVAL);
            callAndHear();
        }
        task.kombo = Given::settle;
        task.advance(INTERVAL);
        callAndHear();

        String ongoing = TaskBench.INTEGRATION + ": ongoing";
        assertThat(task.holdsTold())
                .containsExactly(
                        TaskBench.INTEGRATION + ": begun",
                        ongoing,
                        ongoing,
                        ongoing,
                        ongoing,
                        TaskBench.INTEGRATION + ": ended answer");
        HoldEvent begun = task.holdEvents().getFirst();
        assertThat(begun.logUrl()).isEqualTo("https://log/1");
        assertThat(begun.until() - begun.hold().since())
                .isEqualTo(Given.HOLD.limit().toMillis());
        assertThat(task.holdEvents().get(4).hold().probes()).isEqualTo(8);
        assertThat(task.holdEvents().get(4).waiting()).isBetween(1L, 2L);
    }

    /** Applications without files still go. */
    @Test
    void shouldHoldNothingWhileAStoreOfFilesIsDown() {
        task.komboOf = work -> work.identity().intentId().startsWith("file")
                ? Troubles.unreachable("ATTACHMENT_STORE_UNAVAILABLE")
                : Given.settle();
        for (int i = 0; i < 5 * Given.HOLD.failuresInRow(); i++) {
            task.arrive("file" + i);
        }
        callAndHear();
        task.arrive("plain");
        callAndHear();

        assertThat(task.holdsTold()).isEmpty();
        assertThat(task.told()).contains("plain: success");
    }

    @Test
    void shouldNotTakeTheSuccessOfACallThatBeganBeforeForProof() {
        task.komboOf = work -> work.identity().intentId().equals("bad") ? Troubles.brokenIntegration() : Given.settle();
        task.arrive("bad", "good");

        callAndHear();

        assertThat(task.told()).containsExactly("good: success");
        assertThat(task.integration().health().hold()).isNotNull();
    }

    @Test
    void shouldProbeInTimeEvenIfAllThatWaitsIsDueLater() {
        task.kombo = () -> new Verdict.Retry(
                Troubles.cause("REMOTE.SERVICE_UNAVAILABLE", 503), Duration.ofHours(1), Delivery.UNKNOWN);
        task.arrive("a", "b", "c");
        callAndHear();
        assertThat(task.holdsTold()).containsExactly(TaskBench.INTEGRATION + ": begun");

        task.kombo = Given::settle;
        task.advance(INTERVAL);
        callAndHear();

        assertThat(task.calls).hasSize(4);
        assertThat(task.holdsTold()).endsWith(TaskBench.INTEGRATION + ": ended answer");
    }

    @Test
    void shouldProbeWithAnotherIntentEachTime() {
        task.kombo = Troubles::down;
        task.arrive("a", "b", "c");
        callAndHear();
        task.arrive("d", "e");
        task.calls.clear();

        for (int probe = 0; probe < 10; probe++) {
            task.advance(INTERVAL);
            callAndHear();
        }

        assertThat(task.calls.subList(0, 5)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(task.calls.subList(5, 10)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(task.told()).as("more probes than attempts allowed").isEmpty();
    }

    @Test
    void shouldParkAProbeThatEndsInDoubtAndWaitLonger() {
        task.kombo = Troubles::timedOut;
        task.arrive("a", "b", "c", "d", "e", "f");
        callAndHear();
        int doubts = task.told().size();
        assertThat(doubts).isEqualTo(6);
        task.arrive("g", "h", "i");

        task.advance(INTERVAL);
        callAndHear();
        task.advance(INTERVAL);
        callAndHear();
        task.advance(INTERVAL);
        callAndHear();
        assertThat(task.told()).as("the third interval is twice as long").hasSize(doubts + 2);
        task.advance(INTERVAL);
        callAndHear();

        assertThat(task.told()).hasSize(doubts + 3).allMatch(told -> told.endsWith("OUTCOME_UNKNOWN unknown"));
    }

    @Test
    void shouldProbeAgainAfterAProbeThatCameTooLateToItsGate() {
        task.kombo = Troubles::brokenIntegration;
        task.arrive("a");
        callAndHear();
        task.late = true;
        task.advance(INTERVAL);
        callAndHear();
        assertThat(task.counted(Metric.RELEASED)).isEqualTo(1);

        task.late = false;
        task.kombo = Given::settle;
        task.advance(INTERVAL);
        callAndHear();

        assertThat(task.told()).containsExactly("a: success");
    }

    @Test
    void shouldMakeNoSecondProbeWhileOneIsUnderWay() {
        task.kombo = Troubles::brokenIntegration;
        task.arrive("a", "b");
        callAndHear();
        task.advance(INTERVAL);
        assertThat(task.departures.running()).isEqualTo(1);

        task.advance(INTERVAL.multipliedBy(2));

        assertThat(task.departures.running()).isEqualTo(1);
    }

    private void callAndHear() {
        callAndHear(task);
    }

    /** Until nothing happens any more that need not wait. */
    static void callAndHear(TaskBench task) {
        task.commit();
        task.hearAll();
        task.advance(Duration.ofMillis(1));
        task.commit();
        task.hearAll();
    }
}
