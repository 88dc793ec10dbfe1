package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.CAUSE;
import static courier.ledger.Given.CREATED;
import static courier.ledger.Given.INCARNATION;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.STRANGE;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.count;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatch;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.ended;
import static courier.ledger.Given.expiring;
import static courier.ledger.Given.only;
import static courier.ledger.Given.open;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.settle;
import static courier.ledger.Given.settled;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dispatches, successes, and what ends an intent without an answer; {@link FailuresTest} has the other verdicts. */
class LedgerTest {

    @Test
    void shouldMarkAndLaunchWhatIsQueued() {
        Decision decision = LEDGER.decide(queued().counted(), dispatch(Entry.ABSENT), AT);

        Entry.Mark mark = new Entry.Mark(NONCE, 2, INCARNATION, NOW, null);
        assertThat(decision)
                .isEqualTo(Decision.of(
                        queued().counted().with(new Entry.Dispatched(mark)), new Effect.Launch(mark, false)));
    }

    @Test
    void shouldTellTheCallThatAnEarlierAttemptMayHaveSucceeded() {
        assertThat(launch(queued().unproven(true)).priorUnproven()).isTrue();
        assertThat(launch(Given.withOlder(queued())).priorUnproven()).isTrue();
        assertThat(launch(queued()).priorUnproven()).isFalse();
    }

    private static Effect.Launch launch(Entry.Open open) {
        return only(LEDGER.decide(open, dispatch(Entry.ABSENT), AT), Effect.Launch.class);
    }

    static Stream<Entry> notQueued() {
        return Stream.of(Entry.ABSENT, dispatched(), delivered(), ended("X", Delivery.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("notQueued")
    void shouldNotDispatchWhatIsNotQueued(Entry entry) {
        assertThat(LEDGER.decide(entry, dispatch(Entry.ABSENT), AT))
                .isEqualTo(Decision.of(entry, count(Effect.Tally.STALE)));
    }

    @Test
    void shouldNotSubmitWhatExpiredWhileItWaited() {
        Decision decision = LEDGER.decide(expiring(queued(), NOW), dispatch(Entry.ABSENT), AT);

        assertThat(deadLetter(decision).cause().code()).isEqualTo(Codes.EXPIRED);
        assertThat(deadLetter(decision).action()).isEqualTo(Action.NEEDS_CORRECTION);
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNSENT);
        assertThat(launch(expiring(queued(), NOW + 1))).isNotNull();
    }

    @Test
    void shouldSayThatWhatExpiredMayExistAllTheSame() {
        Decision decision = LEDGER.decide(expiring(queued().unproven(true), NOW), dispatch(Entry.ABSENT), AT);

        assertThat(deadLetter(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(deadLetter(decision).action()).isEqualTo(Action.NEEDS_DECISION);
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void shouldNotSubmitAReplayWhoseEarlierGenerationWasDeliveredMeanwhile() {
        Decision decision = LEDGER.decide(queued().unproven(true), dispatch(delivered()), AT);

        assertThat(deadLetter(decision).cause().code()).isEqualTo(Codes.ALREADY_DELIVERED);
        assertThat(deadLetter(decision).action()).isEqualTo(Action.NEVER);
        assertThat(Given.all(decision, Effect.Launch.class)).isEmpty();
    }

    @Test
    void shouldRefuseTheNextReplayTooOnceAGenerationWasDelivered() {
        for (boolean vouched : List.of(true, false)) {
            Decision overtaken = LEDGER.decide(queued().unproven(vouched), dispatch(delivered()), AT);

            Decision next = LEDGER.decide(Entry.ABSENT, Given.arrived(2, true, overtaken.next()), AT);

            assertThat(deadLetter(next).cause().code()).isEqualTo(Codes.ALREADY_DELIVERED);
        }
    }

    @Test
    void shouldEndASuccessWithOneEventAndOneWarningEach() {
        Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, settle("first", "second")), AT);

        List<Notice> notices = List.of(Notice.ofKombo("first"), Notice.ofKombo("second"));
        assertThat(decision.effects())
                .containsExactly(
                        new Effect.Succeed(CREATED, notices, 1, NOW - 400),
                        new Effect.Warn(notices.getFirst(), CREATED),
                        new Effect.Warn(notices.getLast(), CREATED),
                        new Effect.Learn(Evidence.of(Given.outcome(NONCE, settle("first", "second")))));
        assertThat(settled(decision))
                .isEqualTo(new Entry.Settled("job-1", Given.DIGEST, null, Delivery.DELIVERED, NOW, List.of(), NONCE));
    }

    @Test
    void shouldTakeAnApplicationThatExistedAlreadyForItsOwn() {
        Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, new Verdict.AlreadyExists(CAUSE)), AT);

        Effect.Succeed success = only(decision, Effect.Succeed.class);
        assertThat(success.application()).isEqualTo(Application.UNNAMED);
        assertThat(success.warnings()).extracting(Notice::code).containsExactly(Codes.ALREADY_EXISTED);
        assertThat(only(decision, Effect.Warn.class).notice())
                .isEqualTo(success.warnings().getFirst());
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void shouldNoteOnceSinceWhenADispatchIsAnOrphan() {
        Entry orphan = LEDGER.decide(dispatched(), new Input.Orphaned(), AT).next();

        assertThat(((Entry.Dispatched) ((Entry.Open) orphan).phase()).mark().orphanSince())
                .isEqualTo(NOW);
        assertThat(LEDGER.decide(orphan, new Input.Orphaned(), new Moment(NOW + 99, 0)))
                .isEqualTo(Decision.of(orphan));
        assertThat(LEDGER.decide(queued(), new Input.Orphaned(), AT)).isEqualTo(Decision.of(queued()));
    }

    @Test
    void shouldParkADispatchThatNobodyEverAnsweredFor() {
        Decision decision = LEDGER.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(letter.action()).isEqualTo(Action.NEEDS_DECISION);
            assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(letter.history()).singleElement().satisfies(line -> {
                assertThat(line.nonce()).isEqualTo(NONCE);
                assertThat(line.verdict()).isEqualTo("doubt");
            });
        });
        assertThat(decision.effects()).contains(count(Effect.Tally.DOUBTED));
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(settled(decision).unresolved())
                .extracting(Entry.OpenNonce::nonce)
                .containsExactly(NONCE);
    }

    @Test
    void shouldJudgeOnlyTheDispatchThatIsOverdue() {
        Stream.of(Entry.ABSENT, queued(), delivered(), ended("X", Delivery.UNKNOWN))
                .forEach(entry -> assertThat(LEDGER.decide(entry, new Input.Overdue(NONCE, Standing.GOOD), AT))
                        .isEqualTo(Decision.of(entry, count(Effect.Tally.STALE))));
        assertThat(LEDGER.decide(dispatched(), new Input.Overdue(STRANGE, Standing.GOOD), AT))
                .isEqualTo(Decision.of(dispatched(), count(Effect.Tally.STALE)));
    }

    @Test
    void shouldEndWhatAHoldHasKeptForTooLong() {
        Decision decision = LEDGER.decide(queued(), new Input.HoldSpent("AUTH"), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.HOLD_EXPIRED);
            assertThat(letter.cause().message()).contains("AUTH");
            assertThat(letter.action()).isEqualTo(Action.RETRYABLE);
            assertThat(letter.delivery().provenNot()).isTrue();
        });
        assertThat(deadLetter(LEDGER.decide(queued().unproven(true), new Input.HoldSpent("AUTH"), AT)))
                .satisfies(letter -> {
                    assertThat(letter.action()).isEqualTo(Action.NEEDS_DECISION);
                    assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
                });
    }

    @ParameterizedTest
    @MethodSource("notQueued")
    void shouldLeaveToTheirCallsWhatIsNotQueuedWhenAHoldIsSpent(Entry entry) {
        assertThat(LEDGER.decide(entry, new Input.HoldSpent("AUTH"), AT))
                .isEqualTo(Decision.of(entry, count(Effect.Tally.STALE)));
    }

    @Test
    void shouldKeepTheFirstLinesOfALongHistoryAndTheNewest() {
        Entry.Open open = dispatched();
        for (int i = 1; i <= 50; i++) {
            Verdict throttled = Given.throttle(null);
            var record = new courier.outcome.OutcomeRecord.Attempted(Given.IDENTITY, NONCE, i, 1L, 2L, throttled);
            open = open(LEDGER.decide(open, new Input.Attempted(record, Standing.GOOD), AT))
                    .with(new Entry.Dispatched(Given.mark(NONCE)));
        }

        assertThat(open.history()).hasSize(Entry.Open.HISTORY_MAX);
        assertThat(open.history())
                .extracting(AttemptLine::number)
                .startsWith(1, 2, 3, 4, 5, 36)
                .endsWith(50);
    }
}
