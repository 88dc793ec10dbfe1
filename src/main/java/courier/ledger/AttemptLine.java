package courier.ledger;

import courier.outcome.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A line of an intent's history.
 *
 * @param dispatchedAt when its marker was written; null where that is forgotten
 * @param verdict settle, already-exists, retry, throttle, hold, reject, doubt, or release
 */
public record AttemptLine(
        int number,
        String nonce,
        @Nullable Long dispatchedAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        String verdict,
        @Nullable String code,
        @Nullable Integer httpStatus,
        Delivery delivery) {}
