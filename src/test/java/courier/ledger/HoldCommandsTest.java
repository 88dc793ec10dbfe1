package courier.ledger;

import static courier.ledger.HoldsTest.callAndHear;
import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.ops.Metric;
import courier.outcome.HoldCommand;
import courier.outcome.HoldCommand.Kind;
import courier.outcome.OutcomeRecord;
import courier.outcome.OutcomeRecord.Commanded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldCommandsTest {

    private static final String HELD = TaskBench.INTEGRATION;
    private static final Duration LIMIT = Given.HOLD.limit();
    private static final Incarnation OTHER = new Incarnation("worker-2", Set.of("worker-2"));

    private final TaskBench task = TaskBench.of("worker-1", 30).ready();

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    private void hold() {
        task.kombo = Troubles::brokenIntegration;
        task.arrive("a", "b");
        callAndHear(task);
        assertThat(task.holdsTold()).containsExactly(HELD + ": begun");
    }

    private static Commanded command(Kind kind, @Nullable String integration, long until) {
        return new HoldCommand(kind, integration, until, "id-1", "ops", "mended", 5).toRecord();
    }

    private void say(Kind kind, @Nullable String integration) {
        task.hear(command(kind, integration, 0));
    }

    @Test
    void shouldReleaseAHoldAndCallWhatWaitedAtOnce() {
        hold();
        task.kombo = Given::settle;

        say(Kind.RELEASE, HELD);
        task.advance(Duration.ofMillis(1));
        callAndHear(task);

        assertThat(task.told()).containsExactlyInAnyOrder("a: success", "b: success");
        assertThat(task.holdsTold()).containsExactly(HELD + ": begun", HELD + ": ended person");
        HoldEvent ended = task.holdEvents().getLast();
        assertThat(Objects.requireNonNull(ended.command()).reason()).isEqualTo("mended");
    }

    @Test
    void shouldBeginAnewIfWhatIsReleasedIsStillBroken() {
        hold();

        say(Kind.RELEASE, HELD);
        task.advance(Duration.ofMillis(1));
        callAndHear(task);

        assertThat(task.holdsTold()).containsExactly(HELD + ": begun", HELD + ": ended person", HELD + ": begun");
        assertThat(task.told()).isEmpty();
    }

    @Test
    void shouldDoTheSameTwiceAndAnswerEachTime() {
        hold();
        task.kombo = Given::settle;

        say(Kind.RELEASE, HELD);
        say(Kind.RELEASE, HELD);
        say(Kind.RELEASE, "workday:unknown");

        assertThat(task.holdsTold())
                .containsExactly(HELD + ": begun", HELD + ": ended person", HELD + ": none", "workday:unknown: none");
        assertThat(task.counted(Metric.HOLDS_ENDED)).isEqualTo(1);
    }

    @Test
    void shouldReleaseAllThatIsHeldAndAnswerForThePartitionLast() {
        hold();
        task.kombo = Troubles::brokenKey;
        task.arriveAt("workday:other", "x");
        callAndHear(task);
        task.kombo = Given::settle;

        say(Kind.RELEASE, null);
        task.advance(Duration.ofMillis(1));
        callAndHear(task);

        assertThat(task.holdsTold()).endsWith(HELD + ": ended person", "*3: ended person");
        assertThat(task.told()).hasSize(3);
    }

    @Test
    void shouldAnswerForAPartitionThatHoldsNothing() {
        say(Kind.EXTEND, null);

        assertThat(task.holdsTold()).containsExactly("*3: none");
    }

    @Test
    void shouldDeadLetterWhatHasWaitedForTheWholeLimitAndSaySoOnce() {
        hold();

        task.advance(LIMIT.plusMillis(1));
        callAndHear(task);

        assertThat(task.told()).containsExactlyInAnyOrder("a: HOLD_EXPIRED refused", "b: HOLD_EXPIRED refused");
        assertThat(task.holdsTold()).containsExactly(HELD + ": begun", HELD + ": expired");
        assertThat(task.integration().health().hold()).as("it is still broken").isNotNull();
    }

    @Test
    void shouldKeepIntentsForAsLongAsAPersonSays() {
        hold();
        long until = task.time.wallMillis() + 3 * LIMIT.toMillis();

        task.hear(command(Kind.EXTEND, HELD, until));
        task.advance(LIMIT.multipliedBy(2));
        callAndHear(task);

        assertThat(task.told()).isEmpty();
        assertThat(task.holdsTold()).contains(HELD + ": extended");
        assertThat(task.holdEvents().getLast().until()).isEqualTo(until);
        task.advance(LIMIT.plusMillis(1));
        callAndHear(task);
        assertThat(task.told()).hasSize(2);
    }

    @Test
    void shouldCallNothingInAPersonsHoldUntilItIsReleased() {
        say(Kind.BEGIN, HELD);
        task.arrive("a");
        task.arriveAt("workday:other", "x");
        callAndHear(task);
        task.advance(LIMIT.dividedBy(2));
        callAndHear(task);
        assertThat(task.calls).containsExactly("x");

        say(Kind.RELEASE, HELD);
        task.advance(Duration.ofMillis(1));
        callAndHear(task);

        assertThat(task.calls).containsExactly("x", "a");
        assertThat(task.holdEvents().getFirst().hold().code()).isEqualTo(Codes.HELD_BY_PERSON);
    }

    @Test
    void shouldStopAllCallsOnAPersonsWordAndStillAfterTheTaskHasMovedOn() {
        say(Kind.BEGIN, null);
        task.arrive("a");
        task.arriveAt("workday:other", "x");
        task.close();
        TaskBench next = task.handedTo(OTHER).ready();
        next.advance(LIMIT.dividedBy(2));
        callAndHear(next);
        assertThat(next.calls).isEmpty();

        next.hear(command(Kind.RELEASE, null, 0));
        next.advance(Duration.ofMillis(1));
        callAndHear(next);

        assertThat(next.calls).containsExactlyInAnyOrder("a", "x");
    }

    @Test
    void shouldPassOverACommandThatItDoesNotKnow() {
        for (OutcomeRecord strange : List.of(
                new Commanded(HELD, "dance", Map.of("id", "1")), new Commanded(HELD, "release-hold", Map.of()))) {
            task.hear(strange);
        }

        assertThat(task.holdsTold()).isEmpty();
        assertThat(task.counted(Metric.STALE)).isEqualTo(2);
    }

    @Test
    void shouldReadACommandBackAsItWasGiven() {
        HoldCommand given = new HoldCommand(Kind.EXTEND, null, 77, "id", "role", "why", 99);

        assertThat(HoldCommand.of(given.toRecord())).contains(given);
        assertThat(HoldCommand.of(new Commanded("i", "extend-hold", Map.of("id", "x", "until", "soon"))))
                .hasValueSatisfying(command -> assertThat(command.until()).isZero());
    }
}
