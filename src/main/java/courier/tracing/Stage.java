package courier.tracing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A stage of an intent's way that is over. Times are milliseconds since the epoch; they come from several clocks, so
 * one that ends before it begins is told as a moment.
 */
public sealed interface Stage {

    /**
     * From the intent's record to the ledger's decision whether it is let in.
     *
     * @param result admitted, duplicate or refused
     * @param code why it is refused; null otherwise
     */
    record Admission(String result, @Nullable String code, long to) implements Stage {}

    /** Waiting, from the admission or the end of the attempt before to the dispatch. */
    record Queue(int attempt, long from, long to) implements Stage {}

    /**
     * Opening the attachments.
     *
     * @param code what they failed with; null if they did not
     */
    record Attachments(
            int attempt, long from, long to, @Nullable String code) implements Stage {}

    /**
     * A call.
     *
     * @param method null where the call broke before it could be told, as are the next two
     * @param address without user, query and fragment
     * @param status null without an answer
     * @param verdict what follows from it
     * @param code why; null for a plain success
     */
    record Call(
            int attempt,
            long from,
            long to,
            @Nullable String method,
            @Nullable URI address,
            @Nullable Integer status,
            String verdict,
            @Nullable String code)
            implements Stage {}

    /**
     * From what decided it to the end, or to a warning after the end.
     *
     * @param code of the dead letter or the warning; null for a success
     * @param cause what tells several of one record apart: the dispatch that led to it; empty for none
     */
    record Outcome(End end, @Nullable String code, String cause, long from, long to) implements Stage {}

    /** What is told at an end, or after it. */
    enum End {
        SUCCESS,
        DEAD_LETTER,
        WARNING
    }
}
