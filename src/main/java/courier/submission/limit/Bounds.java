package courier.submission.limit;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * What a worker's limiter keeps. What it says of an integration may change from call to call.
 *
 * @param start slots of an integration before any answer has told its limit, by its id
 * @param most slots of an integration whatever answers tell, by its id
 * @param perWorker calls in flight in the worker
 * @param attachmentBytes attachment bytes of these calls together
 * @param ahead reservations of an integration beyond its slots
 * @param startBy longest time between a reservation and its call's start
 */
public record Bounds(
        ToIntFunction<String> start,
        ToIntFunction<String> most,
        int perWorker,
        long attachmentBytes,
        int ahead,
        Duration startBy) {

    /** Refuses what allows nothing. */
    public Bounds {
        if (perWorker < 1 || attachmentBytes < 1 || ahead < 0) {
            throw new IllegalArgumentException("bounds of a worker must leave room for a call");
        }
    }

    /** Bounds that are the same for all integrations, without a limit of bytes and with nothing ahead. */
    public static Bounds of(int perIntegration, int perWorker) {
        return new Bounds(
                _ -> perIntegration, _ -> Integer.MAX_VALUE, perWorker, Long.MAX_VALUE, 0, Duration.ofSeconds(20));
    }

    Allowance allowance(String integrationId) {
        int first = start.applyAsInt(integrationId);
        int highest = most.applyAsInt(integrationId);
        if (first < 1 || highest < 1) {
            throw new IllegalArgumentException("an integration must have a slot");
        }
        return Allowance.of(first, highest);
    }
}
