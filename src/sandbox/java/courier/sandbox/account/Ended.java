package courier.sandbox.account;

import org.jspecify.annotations.Nullable;

/** The final event of an intent. */
public sealed interface Ended {

    /** Where the event stands. */
    Position at();

    /** Where it says that the intent stood. */
    Position source();

    /** Null where the record could not be decoded. */
    @Nullable
    Identity identity();

    int attempts();

    /** When the ledger decided so, in milliseconds since the epoch. */
    long millis();

    /**
     * It was delivered.
     *
     * @param applicationId null where the success was inferred
     */
    record Success(
            Position at,
            Position source,
            Identity identity,
            int attempts,
            @Nullable String applicationId,
            long millis) implements Ended {}

    /**
     * It was not, or not knowably.
     *
     * @param stage where it ended
     * @param inDoubt whether the application may have been created all the same
     * @param reported whether somebody has told of the last attempt; if not, it was given up without a word of it
     * @param dispatchedAt when it was decided to make the last attempt, in milliseconds since the epoch; null if there
     *     was none, or it is not known
     */
    record DeadLetter(
            Position at,
            Position source,
            @Nullable Identity identity,
            int attempts,
            String stage,
            String code,
            boolean inDoubt,
            boolean reported,
            @Nullable Long dispatchedAt,
            long millis)
            implements Ended {}
}
