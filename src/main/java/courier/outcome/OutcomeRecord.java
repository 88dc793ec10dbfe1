package courier.outcome;

import courier.intent.Identity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of the outcomes topic: the only way by which anything comes back to the ledger. */
public sealed interface OutcomeRecord {

    /**
     * What a call came to.
     *
     * @param nonce the dispatch
     * @param startedAt when the call began, in milliseconds since the epoch; null where it never did
     * @param endedAt when its outcome was known, in milliseconds since the epoch
     */
    record Attempted(
            Identity identity,
            String nonce,
            int attempt,
            @Nullable Long startedAt,
            long endedAt,
            Verdict verdict) implements OutcomeRecord {}

    /** A dispatch was given back without a call: nothing was sent under its nonce, nor ever will be. */
    record Released(Identity identity, String nonce, int attempt, String reason) implements OutcomeRecord {}

    /**
     * Kombo was asked for the application of a dispatch of unknown outcome.
     *
     * @param number which time it was for this dispatch, from 1
     */
    record LookedUp(Identity identity, String nonce, int attempt, int number, Lookup lookup) implements OutcomeRecord {}

    /** Written by a processor to read it back: all older records of the partition have been read by then. */
    record Probed(String owner, long sequence) implements OutcomeRecord {}

    /** A person's word to the ledger. */
    record Commanded(@Nullable String integrationId, String name, Map<String, String> arguments)
            implements OutcomeRecord {
        public Commanded {
            arguments = Map.copyOf(arguments);
        }
    }
}
