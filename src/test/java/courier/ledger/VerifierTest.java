package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings;
import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.ops.Metric;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that looks for the applications of its doubts. */
class VerifierTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Lookup FOUND = new Lookup.Found(Given.CREATED, 1);
    private static final String OTHER = "greenhouse:other";

    private final TaskBench task = TaskBench.of("worker-1", settings());

    private static Settings settings() {
        return BenchSettings.verifying(OTHER);
    }

    @BeforeEach
    void leaveEveryCallInDoubt() {
        task.kombo = Given::doubt;
        task.ready();
    }

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    private void doubted(String... intentIds) {
        task.arrive(intentIds);
        task.commit();
        task.hearAll();
    }

    @Test
    void shouldAskWhenItIsDueAndSucceedOnceItIsFound() {
        task.found = () -> FOUND;
        doubted("a");
        assertThat(task.asked).isEmpty();
        assertThat(task.told()).isEmpty();
        assertThat(task.integration().dispatched()).as("it is open").isEqualTo(1);

        task.advance(MINUTE);
        task.hearAll();

        assertThat(task.asked).singleElement().satisfies(question -> {
            assertThat(question.identity().intentId()).isEqualTo("a");
            assertThat(question.jobId()).isEqualTo("job-1");
            assertThat(question.since()).isEqualTo(task.time.wallMillis() - 60_000 - 30_000);
        });
        assertThat(task.told()).containsExactly("a: success", "a: CONFIRMED_AFTER_DOUBT");
        assertThat(task.integration().dispatched()).isZero();
        assertThat(task.counted(Metric.LOOKUPS)).isEqualTo(1);
        assertThat(task.counted(Metric.CONFIRMED)).isEqualTo(1);
        assertThat(task.calls).hasSize(1);
    }

    @Test
    void shouldAskSeldomerAndSeldomerAndParkInTheEnd() {
        doubted("a");

        for (int minutes : new int[] {1, 2, 4}) {
            task.advance(MINUTE.multipliedBy(minutes).minusMillis(100));
            assertThat(task.asked).hasSize(Integer.numberOfTrailingZeros(minutes));
            task.advance(Duration.ofMillis(100));
            task.hearAll();
        }

        assertThat(task.asked).hasSize(3);
        assertThat(task.told()).containsExactly("a: OUTCOME_UNKNOWN unknown");
        assertThat(task.calls).hasSize(1);
    }

    @Test
    void shouldAskForOneAtATimeOfAnIntegrationAndForAllInTheEnd() {
        task.found = () -> FOUND;
        doubted("a", "b");

        task.advance(MINUTE);
        assertThat(task.asked).as("until its record is read back").hasSize(1);
        for (int i = 0; i < 5; i++) {
            task.hearAll();
            task.advance(Duration.ofMillis(100));
        }

        assertThat(task.asked).hasSize(2);
        assertThat(task.told()).contains("a: success", "b: success");
    }

    @Test
    void shouldKeepToThePolicyOfEachIntegration() {
        task.arriveAt(OTHER, "x");
        task.commit();
        task.hearAll();
        doubted("a");

        assertThat(task.told()).containsExactly("x: OUTCOME_UNKNOWN unknown");
    }

    @Test
    void shouldGoOnWithTheSearchWhereverItsTaskGoes() {
        doubted("a");
        task.advance(MINUTE.dividedBy(2));
        TaskBench next = task.crashed(new Incarnation("worker-2", Set.of("worker-2")));
        next.found = () -> FOUND;
        next.ready();

        next.advance(MINUTE.dividedBy(2));
        next.hearAll();

        assertThat(next.told()).containsExactly("a: success", "a: CONFIRMED_AFTER_DOUBT");
    }

    @Test
    void shouldAskAgainWhatADeadWorkerHadAsked() {
        doubted("a");
        task.advance(MINUTE);
        assertThat(task.asked).hasSize(1);
        task.lose();
        TaskBench next = task.crashed(new Incarnation("worker-2", Set.of("worker-2")));
        next.found = () -> FOUND;

        next.ready();
        next.advance(Duration.ofMillis(10));
        next.hearAll();

        assertThat(next.told()).contains("a: success");
    }

    @Test
    void shouldWaitWhileItsIntegrationIsHeldAndParkWhatTheHoldOutlasts() {
        doubted("a");
        Cause broken = new Cause("INTEGRATION.INACTIVE", null, "m", 409, null);
        task.kombo = () -> new Verdict.Hold(broken, Scope.INTEGRATION, courier.outcome.Delivery.REFUSED);
        doubted("b");

        task.advance(Duration.ofMinutes(30));
        task.hearAll();
        assertThat(task.asked).isEmpty();

        for (int i = 0; i < 300; i++) {
            task.advance(MINUTE);
            task.commit();
            task.hearAll();
        }
        assertThat(task.asked).isEmpty();
        assertThat(task.told()).contains("a: OUTCOME_UNKNOWN unknown");
    }

    @Test
    void shouldAskAgainLaterWhereThereIsNoRoom() {
        task.found = () -> FOUND;
        doubted("a");
        task.searches.stop();

        task.advance(MINUTE);

        assertThat(task.asked).isEmpty();
        assertThat(task.nextAlarm()).isLessThanOrEqualTo(task.time.wallMillis() + 500);
    }
}
