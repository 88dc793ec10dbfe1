package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.CAUSE;
import static courier.ledger.Given.CREATED;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.OLDER;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.count;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.doubt;
import static courier.ledger.Given.open;
import static courier.ledger.Given.only;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.released;
import static courier.ledger.Given.settle;
import static courier.ledger.Given.settled;
import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings.DoubtPolicy;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the policies do about an intent of unknown outcome. */
class DoubtsTest {

    private static final Ledger RESUBMIT = Given.ledger(DoubtPolicy.RESUBMIT);
    private static final Ledger VERIFY = Given.ledger(DoubtPolicy.VERIFY);
    private static final Standing HELD = new Standing(true, 0);
    private static final long DAYS = Duration.ofDays(3).toMillis();

    private static Entry.Open again(Entry.Open queued, String nonce) {
        Entry.Mark mark = new Entry.Mark(nonce, queued.attempts() + 1, Given.INCARNATION, NOW, null);
        return queued.with(new Entry.Dispatched(mark));
    }

    private static List<String> warned(Decision decision) {
        List<String> onSuccess = only(decision, Effect.Succeed.class).warnings().stream()
                .map(Notice::code)
                .toList();
        assertThat(Given.all(decision, Effect.Warn.class))
                .as("each is an event, too")
                .extracting(warn -> warn.notice().code())
                .isEqualTo(onSuccess);
        return onSuccess;
    }

    @Test
    void shouldCallAgainAfterADoubtAndCountIt() {
        Decision decision = RESUBMIT.decide(dispatched(), attempted(NONCE, doubt()), AT);

        Entry.Open next = open(decision);
        assertThat(next.phase()).isInstanceOf(Entry.Queued.class);
        assertThat(next.attempts()).isEqualTo(1);
        assertThat(next.mayExist()).isTrue();
        assertThat(next.history()).singleElement().satisfies(line -> assertThat(line.verdict())
                .isEqualTo("doubt"));
        assertThat(decision.effects()).contains(count(Effect.Tally.RETRIED), count(Effect.Tally.DOUBTED));
    }

    @Test
    void shouldCallAgainAfterADispatchWithoutAnOutcomeAndRememberIt() {
        Decision decision = RESUBMIT.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT);

        Entry.Open next = open(decision);
        assertThat(next.phase()).isInstanceOf(Entry.Queued.class);
        assertThat(next.attempts()).isEqualTo(1);
        assertThat(next.unresolved()).extracting(Entry.OpenNonce::nonce).containsExactly(NONCE);
        assertThat(next.history()).hasSize(1);
    }

    @Test
    void shouldAnnounceAPossibleDuplicateWithTheSuccessAfterADoubt() {
        for (Input doubtful : List.of(
                attempted(NONCE, doubt()), new Input.Overdue(NONCE, Standing.GOOD))) {
            Entry.Open next = again(open(RESUBMIT.decide(dispatched(), doubtful, AT)), "next");

            Decision success = RESUBMIT.decide(next, attempted("next", settle("said")), AT);

            assertThat(warned(success)).containsExactly(Codes.POSSIBLE_DUPLICATE, Notice.KOMBO_WARNING);
            assertThat(only(success, Effect.Succeed.class).application()).isEqualTo(CREATED);
        }
    }

    @Test
    void shouldNotAnnounceOneOnceTheDoubtTurnsOutToBeTheSuccessOrNeverSent() {
        Entry.Open resubmitted =
                open(RESUBMIT.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT));

        assertThat(warned(RESUBMIT.decide(resubmitted, attempted(NONCE, settle()), AT)))
                .isEmpty();
        Entry.Open proven = open(RESUBMIT.decide(again(resubmitted, "next"), released(NONCE), AT));
        assertThat(warned(RESUBMIT.decide(proven, attempted("next", settle()), AT)))
                .isEmpty();
    }

    @Test
    void shouldAnnounceOneAfterAnyAttemptThatWasNotProvenUndelivered() {
        Verdict.Retry unavailable = Given.retry(null, Delivery.UNKNOWN);
        Entry.Open after503 = again(open(Given.LEDGER.decide(dispatched(), attempted(NONCE, unavailable), AT)), "next");
        Entry.Open vouched = again(
                open(Given.LEDGER.decide(
                        Entry.ABSENT,
                        Given.arrived(1, true, Given.ended(Codes.OUTCOME_UNKNOWN, Delivery.UNKNOWN)),
                        AT)),
                "next");

        for (Entry.Open open : List.of(after503, vouched)) {
            assertThat(warned(Given.LEDGER.decide(open, attempted("next", settle()), AT)))
                    .containsExactly(Codes.POSSIBLE_DUPLICATE);
        }
        Verdict.Retry refused = Given.retry(null, Delivery.REFUSED);
        Entry.Open afterRefusal = again(open(Given.LEDGER.decide(dispatched(), attempted(NONCE, refused), AT)), "next");
        assertThat(warned(Given.LEDGER.decide(afterRefusal, attempted("next", settle()), AT)))
                .isEmpty();
    }

    @Test
    void shouldPassOnWhatIsToSayOfAnApplicationThatExistedAlready() {
        Notice leftOut = new Notice("ATTACHMENT_LEFT_OUT", "/attachments/0");

        Decision decision = Given.LEDGER.decide(
                dispatched().unproven(true), attempted(NONCE, new Verdict.AlreadyExists(CAUSE, List.of(leftOut))), AT);

        assertThat(warned(decision)).containsExactly(Codes.ALREADY_EXISTED, "ATTACHMENT_LEFT_OUT");
    }

    @Test
    void shouldParkAResubmissionThatIsSpentAsUnknownAndNotAsUndelivered() {
        Entry.Open third = dispatched().counted().counted().counted();

        Decision decision = RESUBMIT.decide(third, attempted(NONCE, doubt()), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(letter.cause().message()).contains("SOME.CODE", "Given up after 4 attempts");
            assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
            assertThat(letter.action()).isEqualTo(Action.NEEDS_DECISION);
        });
        Entry.AttemptLine old = new Entry.AttemptLine(
                1, "n", NOW - DAYS, NOW - DAYS, "retry", "C", null, Delivery.REFUSED);
        Decision aged = RESUBMIT.decide(dispatched().with(old), attempted(NONCE, doubt()), AT);
        assertThat(deadLetter(aged).cause().message()).contains("the longest time for retries");
    }

    @Test
    void shouldCountADoubtDuringAHoldButNotItsTime() {
        Entry.AttemptLine old = new Entry.AttemptLine(
                1, "n", NOW - DAYS, NOW - DAYS, "retry", "C", null, Delivery.REFUSED);
        for (Input doubtful : List.of(
                new Input.Attempted(Given.outcome(NONCE, doubt()), HELD), new Input.Overdue(NONCE, HELD))) {
            Entry.Open next = open(RESUBMIT.decide(dispatched().with(old), doubtful, AT));

            assertThat(next.attempts()).isEqualTo(1);
            assertThat(((Entry.Queued) next.phase()).dueAt()).isGreaterThan(NOW);
        }
    }

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
        Entry.AttemptLine unknown =
                new Entry.AttemptLine(1, "n", NOW - 7_000, NOW - 6_000, "retry", "C", 503, Delivery.UNKNOWN);
        Entry.AttemptLine refused =
                new Entry.AttemptLine(1, "m", NOW - 8_000, NOW - 7_900, "retry", "C", 429, Delivery.REFUSED);

        Entry.Open after503 = open(VERIFY.decide(
                dispatched().with(refused).with(unknown).unproven(true), attempted(NONCE, doubt()), AT));
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
        assertThat(VERIFY.decide(decision.next(), attempted(NONCE, settle()), AT).effects())
                .as("it was the same application")
                .containsExactly(count(Effect.Tally.STALE));
    }

    @Test
    void shouldAnnounceAPossibleDuplicateWhereSeveralAreFoundOrSeveralMayBe() {
        Entry.Open once = open(VERIFY.decide(dispatched(), attempted(NONCE, doubt()), AT));
        Entry.Open repeated = open(VERIFY.decide(dispatched().unproven(true), attempted(NONCE, doubt()), AT));

        for (Decision decision :
                List.of(VERIFY.decide(once, Given.found(NONCE, 2), AT), VERIFY.decide(repeated, Given.found(NONCE, 1), AT))) {
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
        Decision failed = VERIFY.decide(third, Given.lookedUp(NONCE, 3, new Lookup.Failed(CAUSE)), AT);
        assertThat(deadLetter(failed).cause().message()).contains("the last time in vain (SOME.CODE)");
        assertThat(VERIFY.decide(last.next(), Given.found(NONCE, 1), AT).effects())
                .as("another owner had asked, too")
                .singleElement()
                .isInstanceOfSatisfying(Effect.Warn.class, warn -> assertThat(
                                warn.notice().code())
                        .isEqualTo(Codes.LEARNED_LATE));
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

        Decision closed =
                VERIFY.decide(verifying, attempted(NONCE, Given.reject(Delivery.REFUSED, Action.NEVER)), AT);
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
