package courier.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worker's last quarter of an hour, as part of {@link StatusReport}: lists with an element for each step, the
 * oldest first, and shorter while the worker is younger.
 *
 * @param until when the last step was taken
 * @param succeeded successes in each step
 * @param deadLettered dead letters in each step
 * @param queued intents that waited at its end
 * @param inFlight calls at its end
 * @param callMedianMillis how long calls took; null where none ended
 * @param callP99Millis the same for the slowest in a hundred
 * @param calls all of them together
 */
record Recent(
        String until,
        int stepSeconds,
        List<Long> succeeded,
        List<Long> deadLettered,
        List<Long> queued,
        List<Long> inFlight,
        List<@Nullable Long> callMedianMillis,
        List<@Nullable Long> callP99Millis,
        Calls calls) {

    Recent {
        succeeded = List.copyOf(succeeded);
        deadLettered = List.copyOf(deadLettered);
        queued = List.copyOf(queued);
        inFlight = List.copyOf(inFlight);
        // List.copyOf takes no nulls
        callMedianMillis = Collections.unmodifiableList(new ArrayList<>(callMedianMillis));
        callP99Millis = Collections.unmodifiableList(new ArrayList<>(callP99Millis));
    }

    /**
     * Calls.
     *
     * @param medianMillis null if there were none
     */
    record Calls(
            long count,
            @Nullable Long medianMillis,
            @Nullable Long p99Millis) {}
}
