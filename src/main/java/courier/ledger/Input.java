package courier.ledger;

import courier.intent.Violation;
import courier.outcome.OutcomeRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to one identity. */
public sealed interface Input {

    /**
     * An intent has come in, for the first time or again.
     *
     * @param digest SHA-256 of what is asked, in hexadecimal digits
     * @param recordedAt the timestamp of its record, in milliseconds since the epoch
     * @param attachmentBytes what the attachments weigh at most, decoded
     * @param resubmitUnknown a person's word that a generation of unknown outcome may be submitted again
     * @param generation the generation of its identity
     * @param conflictKnown whether this very request was refused before because its identity is taken
     * @param previous what the ledger knows of the generation before; absent for generation 0
     */
    record Arrived(
            String jobId,
            String digest,
            long recordedAt,
            @Nullable Long expiresAt,
            long attachmentBytes,
            boolean resubmitUnknown,
            int generation,
            List<Violation> violations,
            boolean conflictKnown,
            Entry previous)
            implements Input {
        public Arrived {
            violations = List.copyOf(violations);
        }
    }

    /**
     * It is due and a permit is reserved for it.
     *
     * @param previous what the ledger knows of the generation before by now; absent for generation 0
     */
    record Dispatch(String nonce, String incarnation, Entry previous) implements Input {}

    /**
     * A call of it came to an outcome.
     *
     * @param standing how its integration stood until then
     */
    record Attempted(OutcomeRecord.Attempted attempted, Standing standing) implements Input {}

    /** Kombo was asked for its application. */
    record LookedUp(OutcomeRecord.LookedUp lookedUp) implements Input {}

    /** A dispatch of it was given back. */
    record Released(OutcomeRecord.Released released) implements Input {}

    /** Its owner changed: the call, if there is one, is nobody's here. */
    record Orphaned() implements Input {}

    /**
     * No outcome of the dispatch came within its time, and a probe shows that none is on its way.
     *
     * @param standing how its integration stands
     */
    record Overdue(String nonce, Standing standing) implements Input {}

    /** The hold of its integration has lasted too long for it. */
    record HoldSpent(String code) implements Input {}
}
