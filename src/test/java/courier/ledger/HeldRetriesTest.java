package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.RETRY;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.open;
import static courier.ledger.Given.retry;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Delivery;
import org.junit.jupiter.api.Test;

/** What a hold changes for the retries of the intents that wait in it. */
class HeldRetriesTest {

    /** As many probes as it takes, and as long as it takes: only the hold's own limit ends what waits in it. */
    @Test
    void shouldUseUpNeitherAttemptsNorAgeWhileItsIntegrationIsHeld() {
        Standing held = new Standing(true, 0, null);
        Entry.Open open = dispatched();
        for (int probe = 0; probe < 3 * RETRY.maxAttempts(); probe++) {
            Moment at = new Moment(NOW + probe * RETRY.maxAge().toMillis(), 0.5);
            Decision decision = LEDGER.decide(
                    open, new Input.Attempted(Given.outcome(NONCE, retry(null, Delivery.UNKNOWN)), held), at);

            open = open(decision);
            assertThat(open.attempts()).isZero();
            assertThat(open.unproven()).isTrue();
            assertThat(((Entry.Queued) open.phase()).dueAt()).isBetween(at.now() + 1, at.now() + 1_000);
            open = open.with(new Entry.Dispatched(Given.mark(NONCE)));
        }
    }

    @Test
    void shouldCountTheAgeOfRetriesFromTheEndOfTheLastHold() {
        Entry.Open tried = dispatched()
                .with(new AttemptLine(
                        1,
                        "earlier",
                        null,
                        null,
                        NOW - 2 * RETRY.maxAge().toMillis(),
                        "retry",
                        "X",
                        500,
                        Delivery.REFUSED));
        Input failed = new Input.Attempted(
                Given.outcome(NONCE, retry(null, Delivery.REFUSED)), new Standing(false, NOW - 1_000, null));

        assertThat(LEDGER.decide(tried, failed, AT).next()).isInstanceOf(Entry.Open.class);
        assertThat(LEDGER.decide(tried, attempted(NONCE, retry(null, Delivery.REFUSED)), AT)
                        .next())
                .isInstanceOf(Entry.Settled.class);
    }
}
