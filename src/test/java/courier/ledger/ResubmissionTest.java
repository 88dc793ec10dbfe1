package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.CAUSE;
import static courier.ledger.Given.CREATED;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
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
import static courier.ledger.Given.warned;
import static org.assertj.core.api.Assertions.assertThat;

import courier.config.DoubtPolicy;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calling again what may have been delivered, and saying so. */
class ResubmissionTest {

    private static final Ledger RESUBMIT = Given.ledger(DoubtPolicy.RESUBMIT);
    private static final Standing HELD = new Standing(true, 0, null);
    private static final long DAYS = Duration.ofDays(3).toMillis();

    private static Entry.Open again(Entry.Open queued, String nonce) {
        Entry.Mark mark = new Entry.Mark(nonce, queued.attempts() + 1, Given.INCARNATION, NOW, null);
        return queued.with(new Entry.Dispatched(mark));
    }

    @Test
    void shouldCallAgainAfterADoubtAndCountIt() {
        Decision decision = RESUBMIT.decide(dispatched(), attempted(NONCE, doubt()), AT);

        Entry.Open next = open(decision);
        assertThat(next.phase()).isInstanceOf(Entry.Queued.class);
        assertThat(next.attempts()).isEqualTo(1);
        assertThat(next.mayExist()).isTrue();
        assertThat(next.history())
                .singleElement()
                .satisfies(line -> assertThat(line.verdict()).isEqualTo("doubt"));
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
        for (Input doubtful : List.of(attempted(NONCE, doubt()), new Input.Overdue(NONCE, Standing.GOOD))) {
            Entry.Open next = again(open(RESUBMIT.decide(dispatched(), doubtful, AT)), "next");

            Decision success = RESUBMIT.decide(next, attempted("next", settle("said")), AT);

            assertThat(warned(success)).containsExactly(Codes.POSSIBLE_DUPLICATE, Notice.KOMBO_WARNING);
            assertThat(only(success, Effect.Succeed.class).application()).isEqualTo(CREATED);
        }
    }

    @Test
    void shouldNotAnnounceOneOnceTheDoubtTurnsOutToBeTheSuccessOrNeverSent() {
        Entry.Open resubmitted = open(RESUBMIT.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT));

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
        AttemptLine old = new AttemptLine(1, "n", null, NOW - DAYS, NOW - DAYS, "retry", "C", null, Delivery.REFUSED);
        Decision aged = RESUBMIT.decide(dispatched().with(old), attempted(NONCE, doubt()), AT);
        assertThat(deadLetter(aged).cause().message()).contains("the longest time for retries");
    }

    @Test
    void shouldCountADoubtDuringAHoldButNotItsTime() {
        AttemptLine old = new AttemptLine(1, "n", null, NOW - DAYS, NOW - DAYS, "retry", "C", null, Delivery.REFUSED);
        for (Input doubtful :
                List.of(new Input.Attempted(Given.outcome(NONCE, doubt()), HELD), new Input.Overdue(NONCE, HELD))) {
            Entry.Open next = open(RESUBMIT.decide(dispatched().with(old), doubtful, AT));

            assertThat(next.attempts()).isEqualTo(1);
            assertThat(((Entry.Queued) next.phase()).dueAt()).isGreaterThan(NOW);
        }
    }
}
