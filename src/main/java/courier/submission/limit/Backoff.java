package courier.submission.limit;

import java.time.Duration;

/** How long nothing is asked after refusals in a row, where no answer says it. */
final class Backoff {

    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();
    private static final int DOUBLINGS_MAX = 6;

    private Backoff() {}

    /** Nanoseconds of pause after so many refusals, from 1. */
    static long nanos(int refusals) {
        return Math.min(LONGEST, FIRST << Math.clamp(refusals - 1, 0, DOUBLINGS_MAX));
    }
}
