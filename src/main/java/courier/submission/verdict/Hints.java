package courier.submission.verdict;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the answer's headers say about the pace; null where a header is absent or makes no sense.
 *
 * @param retryAfter {@code Retry-After}, counted from the answer's arrival
 * @param concurrencyLimit calls that the integration may have in flight
 * @param concurrencyRemaining how many more it may have now
 * @param rateLimit requests per window
 * @param rateRemaining requests left in this window
 * @param rateReset time until the next window
 */
public record Hints(
        @Nullable Duration retryAfter,
        @Nullable Integer concurrencyLimit,
        @Nullable Integer concurrencyRemaining,
        @Nullable Integer rateLimit,
        @Nullable Integer rateRemaining,
        @Nullable Duration rateReset) {

    /** An answer that says nothing about the pace. */
    public static final Hints NONE = new Hints(null, null, null, null, null, null);
}
