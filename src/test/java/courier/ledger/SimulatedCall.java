package courier.ledger;

import courier.intent.Identity;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import org.jspecify.annotations.Nullable;

/** A dispatch in a {@link World}, and the call that it may become. */
final class SimulatedCall {

    enum Stage {
        MARKED,
        COMMITTED,
        STARTED,
        OVER
    }

    final Identity identity;
    final Entry.Mark mark;
    final boolean priorUnproven;
    final int owner;
    Stage stage = Stage.MARKED;
    boolean made;
    boolean reported;

    @Nullable
    Verdict verdict;

    SimulatedCall(Identity identity, Entry.Mark mark, boolean priorUnproven, int owner) {
        this.identity = identity;
        this.mark = mark;
        this.priorUnproven = priorUnproven;
        this.owner = owner;
    }

    /** Whether it is reported, and its answer says that the intent may be called again. */
    boolean excusesAnother() {
        return reported
                && verdict != null
                && !(verdict instanceof Verdict.Doubt)
                && verdict.delivery() != Delivery.DELIVERED;
    }
}
