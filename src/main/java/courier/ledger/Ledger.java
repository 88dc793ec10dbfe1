package courier.ledger;

import courier.outcome.Delivery;
import java.util.List;

/**
 * The ledger's one function: from an entry and what happened to it, to the entry from now on and what is to be done.
 *
 * <p>Pure: the processor and the model test run the very same code. It is total: every input has an answer in every
 * state, because any record may come late, twice, or after its intent was forgotten.
 */
public final class Ledger {

    private final Arrivals arrivals;
    private final Reports reports;
    private final Endings endings;
    private final Doubts doubts;

    /** The function under the given rules. */
    public Ledger(Rules rules) {
        this.endings = new Endings(rules);
        this.arrivals = new Arrivals(rules, endings);
        this.doubts = new Doubts(rules, endings);
        this.reports = new Reports(rules, endings, doubts);
    }

    /** Decides. Never throws for any pair of entry and input. */
    public Decision decide(Entry entry, Input input, Moment at) {
        return switch (input) {
            case Input.Arrived arrived -> arrivals.decide(entry, arrived, at);
            case Input.Dispatch dispatch -> dispatch(entry, dispatch, at);
            case Input.Attempted(var attempted, var standing) -> reports.attempted(entry, attempted, standing, at);
            case Input.LookedUp(var lookedUp) -> doubts.lookedUp(entry, lookedUp, at);
            case Input.Released(var released) -> reports.released(entry, released, at);
            case Input.Orphaned _ -> orphaned(entry, at);
            case Input.Overdue(String nonce, var standing) -> overdue(entry, nonce, standing, at);
            case Input.HoldSpent(String code) -> holdSpent(entry, code, at);
        };
    }

    private Decision dispatch(Entry entry, Input.Dispatch dispatch, Moment at) {
        if (!(entry instanceof Entry.Open open) || !(open.phase() instanceof Entry.Queued)) {
            return Decision.stale(entry);
        }
        if (dispatch.previous() instanceof Entry.Settled previous && previous.delivery() == Delivery.DELIVERED) {
            return endings.replayOvertaken(open, at);
        }
        if (open.expiresAt() != null && open.expiresAt() <= at.now()) {
            return endings.expired(open, at);
        }
        Entry.Mark mark = new Entry.Mark(dispatch.nonce(), open.attempts() + 1, dispatch.incarnation(), at.now(), null);
        return Decision.of(open.with(new Entry.Dispatched(mark)), new Effect.Launch(mark, open.mayExist()));
    }

    private static Decision orphaned(Entry entry, Moment at) {
        if (entry instanceof Entry.Open open
                && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && mark.orphanSince() == null) {
            return Decision.of(open.with(new Entry.Dispatched(mark.orphaned(at.now()))));
        }
        return new Decision(entry, List.of());
    }

    private Decision overdue(Entry entry, String nonce, Standing standing, Moment at) {
        if (entry instanceof Entry.Open open
                && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && mark.nonce().equals(nonce)) {
            return doubts.unanswered(open, mark, standing, at);
        }
        return Decision.stale(entry);
    }

    private Decision holdSpent(Entry entry, String code, Moment at) {
        if (!(entry instanceof Entry.Open open)) {
            return Decision.stale(entry);
        }
        return switch (open.phase()) {
            case Entry.Queued _ -> endings.holdExpired(open, code, at);
            case Entry.Verifying verifying -> doubts.abandoned(open, verifying, code, at);
            case Entry.Dispatched _ -> Decision.stale(entry);
        };
    }
}
