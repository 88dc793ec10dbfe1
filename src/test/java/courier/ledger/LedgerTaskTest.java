package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.intent.Identity;
import courier.ops.Metric;
import courier.outcome.OutcomeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTaskTest {

    private static final Incarnation OTHER = new Incarnation("worker-2", Set.of("worker-2"));
    private static final Incarnation RESTARTED = new Incarnation("worker-1b", Set.of("worker-1", "worker-1b"));
    private static final Duration RESEND = Duration.ofSeconds(10);
    private static final Duration ALARMS_TOLERANCE = Duration.ofMillis(5);

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @Test
    void shouldDispatchNothingBeforeItsFirstProbeIsReadBack() {
        TaskBench task = TaskBench.of("worker-1", 30).init();
        task.arrive("a", "b");
        assertThat(task.departures.running()).isZero();
        assertThat(task.probes()).isEqualTo(1);

        task.hear();

        assertThat(task.departures.running()).isEqualTo(2);
        task.commit();
        task.hearAll();
        assertThat(task.told()).containsExactly("a: success", "b: success");
        assertThat(task.limiter.inFlight()).isZero();
    }

    @Test
    void shouldMakeNoCallBeforeTheCommit() {
        TaskBench task = TaskBench.of("worker-1", 30).ready();

        task.arrive("a");

        assertThat(task.calls).isEmpty();
        assertThat(task.integration().dispatched()).isEqualTo(1);
        task.commit();
        assertThat(task.calls).containsExactly("a");
    }

    @Test
    void shouldJudgeAnotherWorkersCallAfterItsGraceAndASecondProbeOnly() {
        TaskBench task = crashedWith("x", 2, OTHER).ready();

        task.advance(task.grace().minus(ALARMS_TOLERANCE).minusMillis(1));
        assertThat(task.probes()).isEqualTo(1);
        task.advance(ALARMS_TOLERANCE.plusMillis(1));

        assertThat(task.probes()).isEqualTo(2);
        assertThat(task.told()).as("before the second probe is read back").isEmpty();
        task.hear();
        assertThat(task.told()).containsExactly("x: OUTCOME_UNKNOWN unknown");
    }

    @Test
    void shouldLeaveASlotToAnotherWorkersCall() {
        TaskBench task = crashedWith("x", 2, OTHER).ready();

        task.arrive("a", "b");

        assertThat(task.departures.running()).isEqualTo(1);
        task.advance(task.grace());
        task.hearAll();
        assertThat(task.told()).contains("x: OUTCOME_UNKNOWN unknown");
        assertThat(task.departures.running()).isEqualTo(2);
    }

    @Test
    void shouldNotJudgeACallWhoseOutcomeComesBeforeTheSecondProbe() {
        TaskBench task = crashedWith("x", 2, OTHER).ready();
        task.advance(task.grace());
        assertThat(task.probes()).isEqualTo(2);

        task.hear(new OutcomeRecord.Attempted(
                new Identity(TaskBench.INTEGRATION, "x", 0),
                nonceUnderWay(task),
                1,
                task.time.wallMillis(),
                task.time.wallMillis(),
                Given.settle()));
        task.hearAll();

        assertThat(task.told()).containsExactly("x: success");
    }

    @Test
    void shouldNotBeginAnotherWorkersGraceAnewWhenTheTaskMovesOn() {
        TaskBench second = crashedWith("x", 2, OTHER).ready();
        second.advance(second.grace().dividedBy(2));
        second.close();
        TaskBench third =
                second.handedTo(new Incarnation("worker-3", Set.of("worker-3"))).ready();

        third.advance(third.grace().dividedBy(2));
        third.hearAll();

        assertThat(third.told()).containsExactly("x: OUTCOME_UNKNOWN unknown");
    }

    @Test
    void shouldJudgeACallOfADeadIncarnationOfItsOwnWithTheFirstProbe() {
        TaskBench task = crashedWith("x", 1, RESTARTED).init();
        task.arrive("a");
        assertThat(task.told()).isEmpty();

        task.hear();

        assertThat(task.told()).containsExactly("x: OUTCOME_UNKNOWN unknown");
        assertThat(task.departures.running()).as("its slot is free").isEqualTo(1);
    }

    @Test
    void shouldWaitForACallThatItsFormerLifeStillMakes() {
        TaskBench task = TaskBench.of("worker-1", 1).ready();
        task.arrive("a");

        task.ready();

        assertThat(task.told()).isEmpty();
        task.commit();
        task.hearAll();
        assertThat(task.told()).containsExactly("a: success");
        assertThat(task.calls).containsExactly("a");
    }

    @Test
    void shouldSendALostProbeAgain() {
        TaskBench task = TaskBench.of("worker-1", 30).init();
        task.arrive("a");
        task.lose();

        task.advance(RESEND);

        assertThat(task.probes()).isEqualTo(2);
        assertThat(task.departures.running()).isZero();
        task.hear();
        assertThat(task.departures.running()).isEqualTo(1);
    }

    @Test
    void shouldStillJudgeWhatALostProbeWasSentFor() {
        TaskBench task = crashedWith("x", 1, RESTARTED).init();
        task.lose();

        task.advance(RESEND);
        task.hearAll();

        assertThat(task.told()).containsExactly("x: OUTCOME_UNKNOWN unknown");
    }

    @Test
    void shouldWorkOffALongQueueInTheOrderOfAdmission() {
        int intents = 5_000;
        TaskBench task = TaskBench.of("worker-1", 30).ready();
        long began = task.time.wallMillis();
        List<String> admitted = new ArrayList<>();
        for (int intent = 0; intent < intents; intent++) {
            task.advance(Duration.ofMillis(1));
            // ids whose own order is another one
            admitted.add(Integer.toString(intents - intent));
            task.arrive(admitted.getLast());
        }
        assertThat(task.integration().queued()).isEqualTo(intents - 30);

        long low = 0;
        while (task.calls.size() < intents) {
            int before = task.calls.size();
            assertThat(task.departures.running()).isBetween(1, 30);
            callAndHear(task);
            assertThat(task.integration().lowDue()).isGreaterThanOrEqualTo(low);
            low = task.integration().lowDue();
            assertThat(task.calls).hasSizeGreaterThan(before);
        }

        assertThat(task.calls).isEqualTo(admitted);
        assertThat(task.told()).hasSize(intents);
        assertThat(low).as("scans start where the queue does").isGreaterThan(began + intents - 100);
        assertThat(task.integration().queued() + task.integration().dispatched())
                .isZero();
    }

    @Test
    void shouldGiveBackWhatHasNotStartedWhenItIsClosed() {
        TaskBench task = TaskBench.of("worker-1", 30).ready();
        task.arrive("a", "b");

        task.close();

        assertThat(task.sender.records().stream().filter(OutcomeRecord.Released.class::isInstance))
                .hasSize(2);
        assertThat(task.limiter.inFlight()).isZero();
        task.commit();
        assertThat(task.calls).as("given back before the commit").isEmpty();
    }

    @Test
    void shouldDispatchAgainWhatAnotherWorkerGaveBack() {
        TaskBench former = TaskBench.of("worker-1", 30).ready();
        former.arrive("a");
        former.close();
        TaskBench task = former.handedTo(OTHER).ready();
        assertThat(task.departures.running()).isZero();

        task.hear(former.sender.records().getLast());
        task.advance(Duration.ofSeconds(1));
        callAndHear(task);

        assertThat(task.told()).containsExactly("a: success");
    }

    @Test
    void shouldRememberWhatHasEndedUntilItsMemoryIsOver() {
        TaskBench task = TaskBench.of("worker-1", 30).ready();
        task.arrive("a");
        callAndHear(task);

        task.advance(Given.MEMORY);
        task.arrive("a");
        callAndHear(task);
        assertThat(task.calls).as("remembered").containsExactly("a");
        assertThat(task.counted(Metric.DUPLICATE)).isEqualTo(1);

        task.advance(Duration.ofMinutes(5));
        task.arrive("a");
        callAndHear(task);
        assertThat(task.calls).as("forgotten").containsExactly("a", "a");
    }

    private static TaskBench crashedWith(String intentId, int slots, Incarnation next) {
        TaskBench former = TaskBench.of("worker-1", slots).ready();
        former.arrive(intentId);
        assertThat(former.departures.running()).isEqualTo(1);
        return former.crashed(next);
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
