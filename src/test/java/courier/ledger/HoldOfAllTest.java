package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the API key, the address or the way to Kombo holds every integration alike. */
class HoldOfAllTest {

    private static final Duration INTERVAL = Given.HOLD.probeInterval();
    private static final String KEY = Roster.ALL + "3";
    private static final String ONE = "workday:one";
    private static final String TWO = "workday:two";
    private static final Incarnation OTHER = new Incarnation("worker-2", Set.of("worker-2"));

    private final TaskBench task = TaskBench.of("worker-1", 30).ready();

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @Test
    void shouldHoldEverythingForABadKeyAndProbeWithOneIntegrationAfterTheOther() {
        task.kombo = Troubles::brokenKey;
        task.arriveAt(ONE, "a1");
        callAndHear();
        task.arriveAt(ONE, "a2");
        task.arriveAt(TWO, "b1");
        task.arriveAt(TaskBench.INTEGRATION, "c1");
        callAndHear();
        assertThat(task.calls).containsExactly("a1");

        for (int probe = 1; probe <= 6; probe++) {
            task.advance(INTERVAL);
            callAndHear();
            assertThat(task.calls).hasSize(1 + probe);
        }

        assertThat(task.calls.subList(1, 4)).extracting(id -> id.charAt(0)).containsExactlyInAnyOrder('a', 'b', 'c');
        assertThat(task.calls.subList(4, 7)).extracting(id -> id.charAt(0)).containsExactlyInAnyOrder('a', 'b', 'c');
        assertThat(task.integration(ONE).health().hold()).isNull();
        assertThat(Objects.requireNonNull(task.integration(Roster.ALL).health().hold())
                        .scope())
                .isEqualTo(Scope.KEY);
        assertThat(task.holdsTold()).startsWith(KEY + ": begun").allMatch(told -> told.startsWith(KEY));
        assertThat(task.told()).isEmpty();
    }

    /** An answer of Kombo's to a call under the key proves the key, whatever it says of the integration. */
    @Test
    void shouldEndTheHoldOfAllWithTheFirstAnswerThatKomboItselfGives() {
        List<Verdict> proofs = List.of(
                Given.settle(),
                Troubles.brokenIntegration(),
                Troubles.down(),
                new Verdict.Reject(
                        Troubles.cause("PLATFORM.INPUT_INVALID", 400), Delivery.REFUSED, Action.NEEDS_CORRECTION));
        for (Verdict proof : proofs) {
            TaskBench bench = TaskBench.of("worker-1", 30).ready();
            bench.kombo = Troubles::brokenKey;
            bench.arriveAt(ONE, "a");
            bench.arriveAt(TWO, "b");
            HoldsTest.callAndHear(bench);
            int before = bench.calls.size();

            bench.kombo = () -> proof;
            bench.advance(INTERVAL);
            HoldsTest.callAndHear(bench);

            assertThat(bench.holdsTold()).contains(KEY + ": begun", KEY + ": ended answer");
            assertThat(bench.calls).as("the probe, and the other one at once").hasSize(before + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_SERVICE_UNAVAILABLE", "READ_TIMEOUT", "ATTACHMENT_STORE_UNAVAILABLE"})
    void shouldNotEndTheHoldOfAllForWhatKomboHasNotSaid(String code) {
        task.kombo = Troubles::brokenKey;
        task.arriveAt(ONE, "a");
        callAndHear();

        task.kombo = () -> Troubles.unreachable(code);
        task.advance(INTERVAL);
        callAndHear();

        assertThat(task.calls).hasSize(2);
        assertThat(task.integration(Roster.ALL).health().hold()).isNotNull();
    }

    @Test
    void shouldHoldAllWhenKomboCannotBeReached() {
        task.kombo = () -> Troubles.unreachable("CONNECT_REFUSED");
        for (int i = 0; i < Given.HOLD.failuresInRow(); i++) {
            task.arriveAt("workday:" + i, "i" + i);
        }
        callAndHear();

        assertThat(task.holdsTold()).containsExactly(KEY + ": begun");
        assertThat(task.holdEvents().getFirst().hold().scope()).isEqualTo(Scope.ADDRESS);
        assertThat(task.integration("workday:0").health()).isEqualTo(Health.GOOD);
        task.advance(INTERVAL.multipliedBy(3));
        callAndHear();
        assertThat(task.calls).hasSize(Given.HOLD.failuresInRow() + 1);
    }

    @Test
    void shouldSurviveThatItsTaskMovesOn() {
        task.kombo = Troubles::brokenKey;
        task.arriveAt(ONE, "a");
        callAndHear();
        long since = task.holdEvents().getFirst().hold().since();
        task.advance(INTERVAL.dividedBy(2));
        task.close();

        TaskBench next = task.handedTo(OTHER).ready();
        next.arriveAt(TWO, "b");
        HoldsTest.callAndHear(next);

        assertThat(next.calls).isEmpty();
        assertThat(next.holdsTold()).as("told once").isEmpty();
        assertThat(Objects.requireNonNull(next.integration(Roster.ALL).health().hold())
                        .since())
                .isEqualTo(since);
        next.advance(INTERVAL.dividedBy(2));
        HoldsTest.callAndHear(next);
        HoldsTest.callAndHear(next);
        assertThat(next.calls).as("the probe, and what waited").hasSize(2);
        assertThat(next.holdsTold()).containsExactly(KEY + ": ongoing", KEY + ": ended answer");
    }

    private void callAndHear() {
        HoldsTest.callAndHear(task);
    }
}
