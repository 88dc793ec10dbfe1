package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.ledger.OutageBench.Answer;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.HoldCommand;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand intents that Kombo refuses alike, on a virtual clock, with the default budget of dead letters and the real
 * code of a ledger task.
 */
class FloodTest {

    private static final String SICK = "workday:sick";
    private static final String WELL = "workday:well";
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final int FLOOD = 1_000;
    private static final int BUDGET = 100;
    private static final Duration TAKES = Duration.ofSeconds(1);

    private static final Answer GOOD = new Answer(Given.settle(), TAKES);
    private static final Answer REFUSED = refused("REMOTE.INPUT_INVALID", Action.NEEDS_CORRECTION);

    private Answer now = REFUSED;

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    private static Answer refused(String code, Action action) {
        return new Answer(new Verdict.Reject(Troubles.cause(code, 400), Delivery.REFUSED, action), TAKES);
    }

    private OutageBench flood(Function<String, Answer> kombo, Map<String, String> others) {
        OutageBench run = new OutageBench(List.of(SICK, WELL), EVERY, kombo, others);
        run.run(EVERY.multipliedBy(FLOOD).minusMillis(1), false);
        run.run(Duration.ofMinutes(10), true);
        assertThat(run.asked(SICK)).isEqualTo(FLOOD);
        return run;
    }

    private OutageBench flood(Map<String, String> others) {
        return flood(integration -> integration.equals(SICK) ? now : GOOD, others);
    }

    private static long ends(OutageBench run, String beginning, String end) {
        return run.task.told().stream()
                .filter(told -> told.startsWith(beginning) && told.contains(end))
                .count();
    }

    @Test
    void shouldWriteNoMoreDeadLettersThanTheBudgetAndDeliverTheOthersOnceItIsMended() {
        OutageBench run = flood(Map.of());

        assertThat(ends(run, SICK, ": ")).isEqualTo(BUDGET);
        assertThat(ends(run, WELL, ": success")).as("others go on").isEqualTo(FLOOD);
        HoldEvent begun = run.task.holdEvents().getFirst();
        assertThat(begun.integrationId()).isEqualTo(SICK);
        assertThat(begun.hold().code()).isEqualTo(Codes.DEAD_LETTER_BUDGET);
        assertThat(begun.hold().refusal()).isEqualTo("REMOTE.INPUT_INVALID");
        assertThat(run.task.integration(SICK).queued()).isEqualTo(FLOOD - BUDGET);

        now = GOOD;
        run.run(Duration.ofMinutes(10), true);

        assertThat(ends(run, SICK, ": success")).isEqualTo(FLOOD - BUDGET);
        assertThat(ends(run, SICK, "REMOTE.INPUT_INVALID")).isEqualTo(BUDGET);
        assertThat(run.task.holdsTold().getLast()).isEqualTo(SICK + ": ended answer");
    }

    @Test
    void shouldProbeWithOneCallAMinuteAndKeepItsIntent() {
        OutageBench run = flood(Map.of());
        long before = run.calls.size();

        run.run(Duration.ofHours(2), true);

        assertThat(run.calls.size() - before).isBetween(115L, 121L);
        assertThat(ends(run, SICK, ": ")).isEqualTo(BUDGET);
    }

    @Test
    void shouldSpendTheBudgetOnceMoreIfAPersonReleasesWhatIsNotMended() {
        OutageBench run = flood(Map.of());

        run.task.hear(new HoldCommand(HoldCommand.Kind.RELEASE, SICK, 0, "id-1", "ops", "try", 5).toRecord());
        run.run(Duration.ofMinutes(10), true);

        assertThat(ends(run, SICK, "REMOTE.INPUT_INVALID")).isEqualTo(2 * BUDGET);
        assertThat(run.task.holdsTold().stream().filter(told -> !told.endsWith("ongoing")))
                .containsExactly(SICK + ": begun", SICK + ": ended person", SICK + ": begun");
    }

    @Test
    void shouldGiveUpWhatHasWaitedForTheLimitOfAHold() {
        OutageBench run = flood(Map.of("hold.limit", "3h"));

        run.run(Duration.ofHours(4), true);

        assertThat(ends(run, SICK, Codes.HOLD_EXPIRED + " refused")).isEqualTo(FLOOD - BUDGET);
    }

    @Test
    void shouldDeadLetterThemAllWithoutABudget() {
        OutageBench run = flood(Map.of("hold.dead-letter-budget", "0"));

        assertThat(ends(run, SICK, "REMOTE.INPUT_INVALID")).isEqualTo(FLOOD);
        assertThat(run.task.holdsTold()).isEmpty();
    }

    @Test
    void shouldNotHoldForWhatNobodyCanMend() {
        now = refused("ATS.JOB_CLOSED", Action.NEVER);

        OutageBench run = flood(Map.of());

        assertThat(ends(run, SICK, "ATS.JOB_CLOSED")).isEqualTo(FLOOD);
        assertThat(run.task.holdsTold()).isEmpty();
    }

    @Test
    void shouldNotHoldAnIntegrationThatDeliversMoreThanItRefuses() {
        AtomicInteger calls = new AtomicInteger();

        OutageBench run = flood(_ -> calls.incrementAndGet() % 5 < 2 ? REFUSED : GOOD, Map.of());

        assertThat(ends(run, SICK, ": ")).isEqualTo(FLOOD);
        assertThat(ends(run, SICK, ": success")).isBetween(500L, 700L);
        assertThat(run.task.holdsTold()).isEmpty();
    }

    @Test
    void shouldEndWhatIsRefusedForAnotherReasonDuringTheHold() {
        OutageBench run = flood(Map.of());
        now = refused("PLATFORM.INPUT_INVALID", Action.NEEDS_CORRECTION);

        run.run(Duration.ofMinutes(5), true);

        assertThat(ends(run, SICK, "PLATFORM.INPUT_INVALID")).isBetween(4L, 6L);
        assertThat(run.task.integration(SICK).health().hold()).isNotNull();
    }
}
