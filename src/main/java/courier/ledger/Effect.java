package courier.ledger;

import courier.intent.Violation;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Scope;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger's function wants done besides the change of the entry. All of it joins the same transaction. */
public sealed interface Effect {

    /** Ends the intent well. */
    record Succeed(
            Application application,
            List<Notice> warnings,
            int attempts,
            @Nullable Long startedAt) implements Effect {
        public Succeed {
            warnings = List.copyOf(warnings);
        }
    }

    /** Something an operator should know. */
    record Warn(Notice notice, @Nullable Application application) implements Effect {}

    /** Ends the intent as a dead letter. */
    record DeadLetter(
            Stage stage,
            Cause cause,
            Action action,
            List<Violation> violations,
            Delivery delivery,
            List<AttemptLine> history)
            implements Effect {
        public DeadLetter {
            violations = List.copyOf(violations);
            history = List.copyOf(history);
        }
    }

    /** Launches the call once the transaction with the marker has committed. */
    record Launch(Entry.Mark mark, boolean priorUnproven) implements Effect {}

    /** Takes a dispatch back if its call has not started. */
    record Cancel(String nonce) implements Effect {}

    /** Remembers that a request was refused because its identity is taken. */
    record RememberConflict(String digest) implements Effect {}

    /** Slows the scope down. */
    record SlowDown(Scope scope, @Nullable Duration after) implements Effect {}

    /** Takes in what an outcome tells of the integration and of the way there. */
    record Learn(Evidence evidence) implements Effect {}

    /** Counts something that is neither an end nor a warning. */
    record Count(Tally tally) implements Effect {}

    /** What is counted. */
    enum Tally {
        /** An intent was taken in. */
        ADMITTED,
        /** The same intent came again. */
        DUPLICATE,
        /** A dispatch was given back. */
        RELEASED,
        /** An attempt will be made again. */
        RETRIED,
        /** An attempt was throttled. */
        THROTTLED,
        /** An outcome was not known. */
        DOUBTED,
        /** An outcome that was not known was found out to be a success. */
        CONFIRMED,
        /** A record of the outcomes topic had nothing to say to the entry. */
        STALE
    }

    /** Where an intent ended. */
    enum Stage {
        /** Its bytes could not be read. */
        DECODE("decode"),
        /** It broke a rule. */
        ADMISSION("admission"),
        /** The ledger refused it. */
        LEDGER("ledger"),
        /** The call, or what leads to it, failed. */
        SUBMISSION("submission");

        private final String text;

        Stage(String text) {
            this.text = text;
        }

        /** The name in events. */
        public String text() {
            return text;
        }
    }
}
