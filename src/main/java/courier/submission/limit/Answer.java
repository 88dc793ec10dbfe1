package courier.submission.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call says of the pace; null where it says nothing.
 *
 * @param after how long to wait, where the answer asks for it
 * @param concurrencyLimit calls that the integration may have in flight, of whichever system
 * @param concurrencyRemaining how many more it may have now
 * @param rateLimit requests per window, of all who use the API key
 * @param rateRemaining requests left in this window
 * @param rateReset time until the next window
 */
public record Answer(
        Tone tone,
        @Nullable Duration after,
        @Nullable Integer concurrencyLimit,
        @Nullable Integer concurrencyRemaining,
        @Nullable Integer rateLimit,
        @Nullable Integer rateRemaining,
        @Nullable Duration rateReset) {

    /** The call ended without an answer. */
    public static final Answer NONE = new Answer(Tone.SILENT, null, null, null, null, null, null);

    /** What an answer says of the pace by its verdict. */
    public enum Tone {
        /** Nothing against it, whatever became of the application. */
        FINE,
        /** Too many calls of the integration at a time. */
        FULL,
        /** Too many calls for the customer's ATS, or for somebody on the way. */
        THROTTLED,
        /** Too many requests of the API key in the window. */
        WINDOW_EMPTY,
        /** All calls will fail alike: the ledger is about to hold them. */
        BROKEN,
        /** There was none. */
        SILENT
    }
}
