package courier.topology;

import java.util.Locale;

/** What a topic is for; {@code topology/topics.yaml} has one entry for each. */
public enum TopicRole {
    /** What is to be delivered. */
    INTENTS,
    /** The intents again, keyed by integration. */
    REPARTITION,
    /** The results of calls, on their way back to the ledger. */
    OUTCOMES,
    /** Changelog of the intents that are not settled. */
    PAYLOAD,
    /** Changelog of the state of each. */
    OPEN,
    /** Changelog of the identities that are. */
    SETTLED,
    /** Changelog of the integrations' holds and counters. */
    INTEGRATIONS,
    /** Changelog of the records that wait for the registry. */
    WAITING,
    /** What was delivered. */
    SUCCESSES,
    /** What an operator should know of a success. */
    WARNINGS,
    /** What was not delivered. */
    DEAD_LETTERS,
    /** What operators should know: holds. */
    OPERATIONS;

    /** The role as the file names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
