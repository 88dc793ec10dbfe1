package courier.sandbox.account;

import org.jspecify.annotations.Nullable;

/** A record of the intents topic. */
public sealed interface Asked {

    /** Where it stands. */
    Position at();

    /**
     * An intent.
     *
     * @param job its job id
     * @param key the local part of the candidate's e-mail address, by which the journal knows it; null without one
     * @param body what is asked, job included: two records with equal bodies ask for the same
     */
    record Intent(
            Position at,
            Identity identity,
            String job,
            @Nullable String key,
            Object body) implements Asked {
        /** Names the intent and nothing of the person. */
        @Override
        public String toString() {
            return "Intent[" + identity + " at " + at + "]";
        }
    }

    /** Bytes that are no intent. */
    record Undecodable(Position at) implements Asked {}
}
