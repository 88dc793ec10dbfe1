package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.intent.Identity;
import courier.ops.Metric;
import courier.outcome.OutcomeRecord;
import courier.submission.limit.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task does when the limiter holds it back. */
class TaskPaceTest {

    private static final Duration ALARMS_TOLERANCE = Duration.ofMillis(5);

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @Test
    void shouldCallNobodyUntilTheWindowOpensAndCountNoAttempt() {
        TaskBench task = TaskBench.of("worker-1", 2).ready();
        for (String intent : List.of("a", "b", "c")) {
            task.arrive(intent);
            task.advance(Duration.ofMillis(1));
        }
        task.kombo = () -> Given.throttle(null);
        task.pace = new Answer(Answer.Tone.WINDOW_EMPTY, null, null, null, null, null, Duration.ofSeconds(30));
        callAndHear(task);
        assertThat(task.calls).as("the other one is given back").containsExactly("a");
        assertThat(task.counted(Metric.RELEASED)).isEqualTo(1);

        task.kombo = Given::settle;
        task.pace = Answer.NONE;
        task.advance(Duration.ofSeconds(29));
        callAndHear(task);
        assertThat(task.calls).as("in the empty window").hasSize(1);
        task.advance(Duration.ofMillis(1_001).plus(ALARMS_TOLERANCE));
        callAndHear(task);
        callAndHear(task);

        assertThat(task.calls).as("who was throttled comes first").startsWith("a", "a");
        assertThat(task.calls.subList(2, 4)).containsExactlyInAnyOrder("b", "c");
        assertThat(task.context.forwarded())
                .extracting(forward ->
                        ((Effect.Succeed) ((LedgerEvent) forward.record().value()).effect()).attempts())
                .containsExactly(1, 1, 1);
        assertThat(task.counted(Metric.THROTTLED)).isEqualTo(1);
    }

    @Test
    void shouldHeedAThrottleOfAnotherWorkersCall() {
        TaskBench former = TaskBench.of("worker-1", 2).ready();
        former.arrive("x");
        TaskBench task =
                former.crashed(new Incarnation("worker-2", Set.of("worker-2"))).ready();
        task.hear(new OutcomeRecord.Attempted(
                new Identity(TaskBench.INTEGRATION, "x", 0),
                nonceUnderWay(task),
                1,
                task.time.wallMillis(),
                task.time.wallMillis(),
                Given.throttle(Duration.ofSeconds(9))));

        assertThat(task.limiter.paused(TaskBench.INTEGRATION)).isEqualTo(Duration.ofSeconds(9));
        assertThat(task.departures.running()).isZero();
        task.advance(Duration.ofSeconds(9).plus(ALARMS_TOLERANCE));
        callAndHear(task);
        assertThat(task.told()).containsExactly("x: success");
    }

    private static void callAndHear(TaskBench task) {
        task.commit();
        task.hearAll();
    }

    private static String nonceUnderWay(TaskBench task) {
        List<String> nonces = new ArrayList<>();
        new LedgerStores(task.context).eachDispatched((_, open) -> {
            if (open.phase() instanceof Entry.Dispatched(Entry.Mark mark)) {
                nonces.add(mark.nonce());
            }
        });
        return nonces.getFirst();
    }
}
