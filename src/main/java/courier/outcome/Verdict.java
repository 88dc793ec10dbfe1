package courier.outcome;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to become of an intent after an attempt. The ledger carries it out; see {@code RATIONALE.md}. */
public sealed interface Verdict {

    /** What the attempt says of the application. */
    Delivery delivery();

    /** Why; null for a success. */
    @Nullable
    Cause cause();

    /** The verdict in a word, as histories and metrics have it. */
    default String word() {
        return switch (this) {
            case Settle _ -> "settle";
            case AlreadyExists _ -> "already-exists";
            case Retry _ -> "retry";
            case Throttle _ -> "throttle";
            case Hold _ -> "hold";
            case Reject _ -> "reject";
            case Doubt _ -> "doubt";
        };
    }

    /** The application was created; the notices are Kombo's own words, or Courier's of what it sent. */
    record Settle(Application application, List<Notice> notices) implements Verdict {
        public Settle {
            notices = List.copyOf(notices);
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }

        @Override
        public Delivery delivery() {
            return Delivery.DELIVERED;
        }
    }

    /**
     * Kombo says that it exists already, and an earlier attempt of ours may have been the one: a success.
     *
     * @param notices Courier's own, of what this attempt sent
     */
    record AlreadyExists(Cause cause, List<Notice> notices) implements Verdict {
        public AlreadyExists {
            notices = List.copyOf(notices);
        }

        /** One of which there is nothing more to say. */
        public AlreadyExists(Cause cause) {
            this(cause, List.of());
        }

        @Override
        public Delivery delivery() {
            return Delivery.DELIVERED;
        }
    }

    /**
     * Call again, later; the attempt counts.
     *
     * @param after the least delay, where the answer asked for one
     */
    record Retry(Cause cause, @Nullable Duration after, Delivery delivery) implements Verdict {}

    /**
     * Nothing is wrong but the pace: call again later; the attempt does not count.
     *
     * @param after the least delay, where the answer asked for one
     */
    record Throttle(Cause cause, Scope scope, @Nullable Duration after) implements Verdict {
        @Override
        public Delivery delivery() {
            return Delivery.REFUSED;
        }
    }

    /** Every call of the scope will fail alike until somebody acts: keep its intents and probe now and then. */
    record Hold(Cause cause, Scope scope, Delivery delivery) implements Verdict {}

    /** Dead-letter now. */
    record Reject(Cause cause, Delivery delivery, Action action) implements Verdict {}

    /** The application may have been created: the policy for doubt decides. */
    record Doubt(Cause cause) implements Verdict {
        @Override
        public Delivery delivery() {
            return Delivery.UNKNOWN;
        }
    }
}
