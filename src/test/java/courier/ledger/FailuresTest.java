package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.CAUSE;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.RETRY;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.count;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.doubt;
import static courier.ledger.Given.hold;
import static courier.ledger.Given.open;
import static courier.ledger.Given.reject;
import static courier.ledger.Given.released;
import static courier.ledger.Given.retry;
import static courier.ledger.Given.settled;
import static courier.ledger.Given.throttle;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    @Test
    void shouldPlanACountedRetry() {
        Decision decision =
                LEDGER.decide(dispatched().postponed(), attempted(NONCE, retry(null, Delivery.REFUSED)), AT);

        Entry.Open open = open(decision);
        assertThat(open.phase()).isEqualTo(new Entry.Queued(NOW + 500));
        assertThat(open.attempts()).isEqualTo(1);
        assertThat(open.postponements()).isZero();
        assertThat(open.unproven()).isFalse();
        assertThat(open.history())
                .containsExactly(new AttemptLine(
                        1, NONCE, NOW - 500, NOW - 400, NOW - 10, "retry", CAUSE.code(), 500, Delivery.REFUSED));
        assertThat(decision.effects())
                .containsExactly(count(Effect.Tally.RETRIED), learn(retry(null, Delivery.REFUSED)));
    }

    @Test
    void shouldRememberThatARetriedAttemptMayHaveSucceeded() {
        assertThat(open(LEDGER.decide(dispatched(), attempted(NONCE, retry(null, Delivery.UNKNOWN)), AT))
                        .unproven())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "1, 0.999, 999", "2, 0.999, 1998", "3, 0.5, 2000"})
    void shouldDelayRetriesUnderADoublingCeiling(int attempt, double jitter, long delay) {
        Entry.Open open = dispatched();
        for (int i = 1; i < attempt; i++) {
            open = open.counted();
        }

        Decision decision =
                LEDGER.decide(open, attempted(NONCE, retry(null, Delivery.REFUSED)), new Moment(NOW, jitter));

        assertThat(open(decision).phase()).isEqualTo(new Entry.Queued(NOW + delay));
    }

    @Test
    void shouldNotRetryBeforeTheAnswerAllowsIt() {
        Verdict verdict = retry(Duration.ofMinutes(9), Delivery.REFUSED);

        assertThat(open(LEDGER.decide(dispatched(), attempted(NONCE, verdict), AT))
                        .phase())
                .isEqualTo(new Entry.Queued(NOW + 540_000));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, REFUSED, RETRYABLE", "UNSENT, UNSENT, RETRYABLE", "UNKNOWN, UNKNOWN, NEEDS_DECISION"})
    void shouldGiveUpAfterTheLastAttempt(Delivery answered, Delivery known, Action action) {
        Entry.Open open = dispatched().counted().counted();
        assertThat(LEDGER.decide(open, attempted(NONCE, retry(null, answered)), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);

        Decision decision = LEDGER.decide(open.counted(), attempted(NONCE, retry(null, answered)), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.stage()).isEqualTo(Effect.Stage.SUBMISSION);
            assertThat(letter.cause().code()).isEqualTo(Codes.RETRIES_EXHAUSTED);
            assertThat(letter.cause().message()).contains(RETRY.maxAttempts() + " attempts", CAUSE.code());
            assertThat(letter.delivery()).isEqualTo(known);
            assertThat(letter.action()).isEqualTo(action);
            assertThat(letter.history()).hasSize(1);
        });
        assertThat(settled(decision).delivery()).isEqualTo(known);
        assertThat(decision.effects()).contains(learn(retry(null, answered)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000_000})
    void shouldHaveOneMoreChanceWhenTheLongestTimeEndsHoweverLongTheAnswerAsksToWait(long beyond) {
        Duration left = RETRY.maxAge().minusMillis(1_000);
        Entry.Open tried = firstTriedAt(NOW - 1_000);

        Decision decision =
                LEDGER.decide(tried, attempted(NONCE, retry(left.plusMillis(beyond), Delivery.REFUSED)), AT);

        assertThat(open(decision).phase()).isEqualTo(new Entry.Queued(NOW + left.toMillis()));
    }

    private static Entry.Open firstTriedAt(long time) {
        return dispatched()
                .with(new AttemptLine(1, "earlier", null, null, time, "retry", "SOME.CODE", 500, Delivery.REFUSED));
    }

    @Test
    void shouldGiveUpWhenTheLongestTimeHasEnded() {
        long earliest = NOW - RETRY.maxAge().toMillis();
        assertThat(LEDGER.decide(firstTriedAt(earliest + 1), attempted(NONCE, retry(null, Delivery.REFUSED)), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);

        Decision decision = LEDGER.decide(firstTriedAt(earliest), attempted(NONCE, retry(null, Delivery.REFUSED)), AT);

        assertThat(deadLetter(decision).cause().code()).isEqualTo(Codes.RETRIES_EXHAUSTED);
        assertThat(deadLetter(decision).cause().message())
                .contains(RETRY.maxAge().toString());
    }

    @Test
    void shouldComeUpWhenItExpiresRatherThanWhenItIsDue() {
        Duration wait = Duration.ofMinutes(9);
        Entry.Open standingBack = dispatched().postponed().postponed().postponed();
        for (Input input : List.of(
                attempted(NONCE, retry(wait, Delivery.REFUSED)), attempted(NONCE, throttle(wait)), released(NONCE))) {
            Decision soon = LEDGER.decide(Given.expiring(standingBack, NOW + 100), input, AT);
            Decision late = LEDGER.decide(Given.expiring(standingBack, NOW + 3_600_000), input, AT);

            assertThat(open(soon).phase()).isEqualTo(new Entry.Queued(NOW + 100));
            assertThat(((Entry.Queued) open(late).phase()).dueAt())
                    .isGreaterThan(NOW + 100)
                    .isLessThan(NOW + 3_600_000);
            Decision dispatch =
                    LEDGER.decide(soon.next(), new Input.Dispatch("n", "w", Entry.ABSENT), new Moment(NOW + 100, 0.5));
            assertThat(deadLetter(dispatch).cause().code()).isEqualTo(Codes.EXPIRED);
        }
    }

    /** It may have waited for days while its integration was held. */
    @Test
    void shouldNotGiveUpAnOldIntentAfterItsFirstAttempt() {
        Entry.Open old = Entry.Open.arrived(
                        "job", "00", AT.now() - RETRY.maxAge().multipliedBy(2).toMillis(), null, 0, false)
                .with(dispatched().phase());

        assertThat(LEDGER.decide(old, attempted(NONCE, retry(null, Delivery.UNSENT)), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);
    }

    @Test
    void shouldNotForgetAnEarlierDoubtWhenTheLastAttemptIsRefused() {
        Decision decision = LEDGER.decide(
                dispatched().unproven(true), attempted(NONCE, reject(Delivery.REFUSED, Action.NEEDS_CORRECTION)), AT);

        assertThat(deadLetter(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(deadLetter(decision).action()).isEqualTo(Action.NEEDS_DECISION);
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void shouldStayTotalWhateverDelayARecordAsksFor() {
        for (Duration after : List.of(Duration.ZERO, Duration.ofDays(365_000), Duration.ofMillis(Long.MAX_VALUE / 4))) {
            for (Verdict verdict : List.of(retry(after, Delivery.REFUSED), throttle(after))) {
                Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, verdict), AT);

                if (decision.next() instanceof Entry.Open open && open.phase() instanceof Entry.Queued(long dueAt)) {
                    assertThat(dueAt).isGreaterThanOrEqualTo(open.admittedAt());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Delivery.class,
            names = {"UNSENT", "REFUSED", "UNKNOWN"})
    void shouldKeepAnIntentOfABrokenIntegrationWithoutCountingTheAttempt(Delivery delivery) {
        Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, hold(delivery)), AT);

        assertThat(open(decision).phase()).isEqualTo(new Entry.Queued(NOW));
        assertThat(open(decision).attempts()).isZero();
        assertThat(open(decision).unproven()).isEqualTo(delivery == Delivery.UNKNOWN);
        assertThat(open(decision).history())
                .singleElement()
                .satisfies(line -> assertThat(line.verdict()).isEqualTo("hold"));
        assertThat(decision.effects()).containsExactly(learn(hold(delivery)));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void shouldDeadLetterARejectionWithItsOwnAction(Action action) {
        Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, reject(Delivery.REFUSED, action)), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo(CAUSE);
            assertThat(letter.action()).isEqualTo(action);
            assertThat(letter.delivery()).isEqualTo(Delivery.REFUSED);
        });
        assertThat(decision.effects()).contains(learn(reject(Delivery.REFUSED, action)));
        assertThat(settled(decision).settledBy()).isEqualTo(NONCE);
    }

    @Test
    void shouldParkADoubtForAPersonToDecide() {
        Decision decision = LEDGER.decide(dispatched(), attempted(NONCE, doubt()), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(letter.cause().message()).contains(CAUSE.code(), CAUSE.message());
            assertThat(letter.action()).isEqualTo(Action.NEEDS_DECISION);
            assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(letter.history()).hasSize(1);
        });
        assertThat(decision.effects()).contains(count(Effect.Tally.DOUBTED), learn(doubt()));
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    private static Effect.Learn learn(Verdict verdict) {
        return new Effect.Learn(Evidence.of(Given.outcome(NONCE, verdict)));
    }

    @Test
    void shouldQueueWhatWasGivenBackAgainLaterAndLater() {
        Entry.Open open = dispatched();
        long last = 0;
        for (int i = 1; i <= 5; i++) {
            Decision decision = LEDGER.decide(open, released(NONCE), AT);
            open = open(decision);
            assertThat(decision.effects()).containsExactly(count(Effect.Tally.RELEASED));
            assertThat(open.attempts()).isZero();
            assertThat(open.history()).isEmpty();
            long due = ((Entry.Queued) open.phase()).dueAt();
            assertThat(due).isGreaterThan(Math.max(NOW, last));
            last = due;
            open = open.with(new Entry.Dispatched(Given.mark(NONCE)));
        }
    }
}
