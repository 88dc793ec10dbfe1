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

    /** The same where the answer came before the request was whole: nothing can have come of that. */
    default Ruling unsent() {
        if (delivery() != Delivery.UNKNOWN) {
            return this;
        }
        return switch (this) {
            case Retry _, Doubt _ -> new Retry(Delivery.UNSENT);
            case Hold(Scope scope, var _) -> new Hold(scope, Delivery.UNSENT);
            case Reject _ -> new Reject(Delivery.UNSENT);
            case Throttle _, Exists _ -> this;
        };
    }
}
