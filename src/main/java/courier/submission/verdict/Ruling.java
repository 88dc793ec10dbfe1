package courier.submission.verdict;

import courier.outcome.Delivery;
import courier.outcome.Scope;

/** What a code leads to: a verdict before it knows the answer's words and times. */
public sealed interface Ruling {

    /** What is known of the application. Configuration cannot change it; only {@link Course} makes a ruling from it. */
    Delivery delivery();

    /** Call again; the attempt counts. */
    record Retry(Delivery delivery) implements Ruling {}

    /** Call again, more slowly; the attempt does not count. */
    record Throttle(Scope scope) implements Ruling {
        @Override
        public Delivery delivery() {
            return Delivery.REFUSED;
        }
    }

    /** Keep the scope's intents until somebody has acted. */
    record Hold(Scope scope, Delivery delivery) implements Ruling {}

    /** Dead-letter. */
    record Reject(Delivery delivery) implements Ruling {}

    /** The policy for doubt decides. */
    record Doubt() implements Ruling {
        @Override
        public Delivery delivery() {
            return Delivery.UNKNOWN;
        }
    }

    /** A success if an earlier attempt of ours may have been the one that created it, else a rejection. */
    record Exists() implements Ruling {
        @Override
        public Delivery delivery() {
            return Delivery.REFUSED;
        }
    }

    /**
     * The same where the answer came before the request was whole. Nothing can have come of that, so what would be
     * unknown can be tried again.
     */
    default Ruling unsent() {
        return delivery() == Delivery.UNKNOWN ? new Retry(Delivery.UNSENT) : this;
    }
}
