package courier.ledger;

import courier.config.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times and counts that the ledger's function decides by.
 *
 * @param memory how long settled identities are remembered
 */
public record Rules(Settings.Retry retry, Duration memory) {

    /** Give-backs wait at least this long, so that a dispatch that is late again and again does not spin. */
    private static final Duration FIRST_POSTPONEMENT = Duration.ofMillis(250);

    private static final int DOUBLINGS_MAX = 30;

    /** Time to wait before the attempt after {@code attempts}: full jitter under a doubling ceiling. */
    long retryDelay(int attempts, @Nullable Duration asked, double jitter) {
        return atLeast(asked, jittered(retry.initialDelay(), attempts, jitter));
    }

    /** Time to wait after a throttle or a give-back: grows with their number, and never nothing. */
    long postponement(int postponements, @Nullable Duration asked, double jitter) {
        Duration first = asked == null ? FIRST_POSTPONEMENT : asked;
        long ceiling = ceiling(first, postponements);
        return atLeast(asked, (long) (ceiling * (1 + jitter) / 2));
    }

    private long jittered(Duration first, int count, double jitter) {
        return (long) (ceiling(first, count) * jitter);
    }

    private long ceiling(Duration first, int count) {
        int doublings = Math.clamp(count - 1, 0, DOUBLINGS_MAX);
        return Math.min(first.toMillis() << doublings, retry.maxDelay().toMillis());
    }

    private static long atLeast(@Nullable Duration asked, long chosen) {
        return asked == null ? chosen : Math.max(asked.toMillis(), chosen);
    }
}
