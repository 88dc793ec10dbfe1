package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.CREATED;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.OLDER;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.count;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.doubt;
import static courier.ledger.Given.only;
import static courier.ledger.Given.open;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.released;
import static courier.ledger.Given.settle;
import static courier.ledger.Given.settled;
import static courier.ledger.Given.warned;
import static org.assertj.core.api.Assertions.assertThat;

import courier.config.DoubtPolicy;
import courier.outcome.Action;
import courier.outcome.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking for what may have been delivered. */
class VerificationTest {

    private static final Ledger VERIFY = Given.ledger(DoubtPolicy.VERIFY);

    @Test
    void shouldLookForTheApplicationAfterADoubt() {
        Decision answered = VERIFY.decide(dispatched(), attempted(NONCE, doubt()), AT);
        Decision unanswered = VERIFY.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT);

        for (Decision decision : List.of(answered, unanswered)) {
            assertThat(Given.all(decision, Effect.DeadLetter.class)).isEmpty();
            assertThat(open(decision).phase()).isInstanceOfSatisfying(Entry.Verifying.class, verifying -> {
                assertThat(verifying.mark()).isEqualTo(Given.mark(NONCE));
                assertThat(verifying.since()).isEqualTo(NOW - 500);
                assertThat(verifying.dueAt()).isEqualTo(NOW + 60_000);
                assertThat(verifying.made()).isZero();
                assertThat(verifying.repeated()).isFalse();
            });
            assertThat(open(decision).mayExist()).isTrue();
        }
        assertThat(open(unanswered).awaits(NONCE)).isTrue();
    }

    @Test
    void shouldLookFromTheFirstAttemptOnThatMayHaveCreatedIt() {
        AttemptLine unknown =
                new AttemptLine(1, "n", null, NOW - 7_000, NOW - 6_000, "retry", "C", 503, Delivery.UNKNOWN);
        AttemptLine refused =
                new AttemptLine(1, "m", null, NOW - 8_000, NOW - 7_900, "retry", "C", 429, Delivery.REFUSED);

        Entry.Open after503 = open(
                VERIFY.decide(dispatched().with(refused).with(unknown).unproven(true), attempted(NONCE, doubt()), AT));
        Entry.Open withOlder = open(VERIFY.decide(Given.withOlder(dispatched()), attempted(NONCE, doubt()), AT));

        assertThat(verifying(after503).since()).isEqualTo(NOW - 7_000);
        assertThat(verifying(after503).repeated()).isTrue();
        assertThat(verifying(withOlder).since()).isEqualTo(NOW - 9_000);
    }

    private static Entry.Verifying verifying(Entry.Open open) {
        return (Entry.Verifying) open.phase();
    }

    @Test
    void shouldSucceedWithAWarningOnceItIsFound() {
        Entry.Open verifying = open(VERIFY.decide(dispatched(), attempted(NONCE, doubt()), AT));

        Decision decision = VERIFY.decide(verifying, Given.found(NONCE, 1), AT);

        assertThat(warned(decision)).containsExactly(Codes.CONFIRMED_AFTER_DOUBT);
        assertThat(only(decision, Effect.Succeed.class)).satisfies(success -> {
            assertThat(success.application()).isEqualTo(CREATED);
            assertThat(success.attempts()).isEqualTo(1);
        });
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.DELIVERED);
        assertThat(VERIFY.decide(decision.next(), attempted(NONCE, settle()), AT)
                        .effects())
                .as("it was the same application")
                .containsExactly(count(Effect.Tally.STALE));
    }

    @Test
    void shouldAnnounceAPossibleDuplicateWhereSeveralAreFoundOrSeveralMayBe() {
        Entry.Open once = open(VERIFY.decide(dispatched(), attempted(NONCE, doubt()), AT));
        Entry.Open repeated = open(VERIFY.decide(dispatched().unproven(true), attempted(NONCE, doubt()), AT));

        for (Decision decision : List.of(
                VERIFY.decide(once, Given.found(NONCE, 2), AT), VERIFY.decide(repeated, Given.found(NONCE, 1), AT))) {
            assertThat(warned(decision)).containsExactly(Codes.CONFIRMED_AFTER_DOUBT, Codes.POSSIBLE_DUPLICATE);
        }
    }

    @Test
    void shouldAskAFewTimesAndParkWhatIsNotFound() {
        Entry.Open first = open(VERIFY.decide(dispatched(), attempted(NONCE, doubt()), AT));

        Entry.Open second = open(VERIFY.decide(first, Given.missing(NONCE, 1), AT));
        assertThat(verifying(second).dueAt()).as("doubled").isEqualTo(NOW + 120_000);
        assertThat(VERIFY.decide(second, Given.missing(NONCE, 1), AT).next())
                .as("the same answer again")
                .isEqualTo(second);
        Entry.Open third = open(VERIFY.decide(second, Given.missing(NONCE, 2), AT));
        Decision last = VERIFY.decide(third, Given.missing(NONCE, 3), AT);

        assertThat(deadLetter(last)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(letter.cause().title()).isEqualTo("Some title");
            assertThat(letter.cause().message())
                    .contains("SOME.CODE", "asked for it 3 times and did not have it", "Look in the ATS");
            assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(letter.history()).hasSize(1);
        });
        Decision failed = VERIFY.decide(third, Given.unanswered(NONCE, 3), AT);
        assertThat(deadLetter(failed).cause().message()).contains("the last time in vain (SOME.CODE)");
        assertThat(VERIFY.decide(last.next(), Given.found(NONCE, 1), AT).effects())
                .as("another owner had asked, too")
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Warn.class,
                        warn -> assertThat(warn.notice().code()).isEqualTo(Codes.LEARNED_LATE));
    }

    @Test
    void shouldParkWhatItsHoldKeepsFromBeingLookedFor() {
        Entry.Open verifying = open(VERIFY.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT));

        Decision decision = VERIFY.decide(verifying, new Input.HoldSpent("AUTH"), AT);

        assertThat(deadLetter(decision).cause().code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
        assertThat(deadLetter(decision).cause().message()).contains("AUTH");
        assertThat(settled(decision).unresolved())
                .extracting(Entry.OpenNonce::nonce)
                .containsExactly(NONCE);
    }

    @Test
    void shouldGoBackIntoTheQueueOnceItIsProvenThatTheCallWasNeverMade() {
        Entry.Open verifying = open(VERIFY.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT));

        Entry.Open next = open(VERIFY.decide(verifying, released(NONCE), AT));

        assertThat(next.phase()).isInstanceOf(Entry.Queued.class);
        assertThat(next.mayExist()).isFalse();
        assertThat(VERIFY.decide(next, Given.found(NONCE, 1), AT).next())
                .as("what is found then is somebody else's")
                .isEqualTo(next);
    }

    @Test
    void shouldHeedALateAnswerToTheCallThatIsLookedFor() {
        Entry.Open verifying = open(VERIFY.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT));

        Decision closed = VERIFY.decide(verifying, attempted(NONCE, Given.reject(Delivery.REFUSED, Action.NEVER)), AT);
        Decision success = VERIFY.decide(verifying, attempted(NONCE, settle()), AT);

        assertThat(deadLetter(closed).delivery()).isEqualTo(Delivery.REFUSED);
        assertThat(warned(success)).isEmpty();
    }

    @Test
    void shouldTakeWhatIsFoundOfAnOlderDispatchForASuccessToo() {
        Decision decision = VERIFY.decide(Given.withOlder(queued()), Given.found(OLDER, 1), AT);

        assertThat(warned(decision)).containsExactly(Codes.CONFIRMED_AFTER_DOUBT);
    }
}
