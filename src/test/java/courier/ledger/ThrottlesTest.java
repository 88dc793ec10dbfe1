package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.RETRY;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.count;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.open;
import static courier.ledger.Given.throttle;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an intent that met a limit. */
class ThrottlesTest {

    @Test
    void shouldNotCountAThrottleAsAnAttempt() {
        Entry.Open open = dispatched();
        for (int i = 1; i <= 3 * RETRY.maxAttempts(); i++) {
            Decision decision = LEDGER.decide(open, attempted(NONCE, throttle(null)), AT);
            assertThat(decision.effects())
                    .containsExactly(
                            new Effect.SlowDown(Scope.INTEGRATION, null),
                            count(Effect.Tally.THROTTLED),
                            new Effect.Learn(Evidence.of(Given.outcome(NONCE, throttle(null)))));
            open = open(decision);
            assertThat(open.attempts()).isZero();
            assertThat(open.postponements()).isEqualTo(i);
            assertThat(open.unproven()).isFalse();
            open = open.with(new Entry.Dispatched(Given.mark(NONCE)));
        }
    }

    @Test
    void shouldKeepItsPlaceInTheQueueWhenItMeetsALimitNowAndThen() {
        Entry.Open open = dispatched();
        for (int i = 1; i <= 3; i++) {
            open = open(LEDGER.decide(open, attempted(NONCE, throttle(Duration.ofSeconds(10))), AT));

            assertThat(open.phase()).isEqualTo(new Entry.Queued(open.admittedAt()));
            open = open.with(new Entry.Dispatched(Given.mark(NONCE)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.999})
    void shouldStandBackLongerAndLongerWhenItMeetsALimitTimeAndAgain(double jitter) {
        Moment at = new Moment(NOW, jitter);
        Entry.Open open = dispatched().postponed().postponed().postponed();
        long before = NOW;
        for (int i = 1; i <= 30; i++) {
            open = open(LEDGER.decide(open, attempted(NONCE, throttle(null)), at));
            long due = ((Entry.Queued) open.phase()).dueAt();

            assertThat(due)
                    .isGreaterThan(NOW)
                    .isGreaterThanOrEqualTo(before)
                    .isLessThanOrEqualTo(NOW + RETRY.maxDelay().toMillis());
            before = due;
            open = open.with(new Entry.Dispatched(Given.mark(NONCE)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.999})
    void shouldWaitAtLeastAsLongAsAThrottleAsksOnceItStandsBack(double jitter) {
        Entry.Open standingBack = dispatched().postponed().postponed().postponed();
        Decision decision = LEDGER.decide(
                standingBack, attempted(NONCE, throttle(Duration.ofSeconds(10))), new Moment(NOW, jitter));

        assertThat(((Entry.Queued) open(decision).phase()).dueAt()).isGreaterThanOrEqualTo(NOW + 10_000);
    }
}
