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

    /**
     * When to make the attempt after {@code attempts}: full jitter under a doubling ceiling, and not before the answer
     * allows it, but at the latest when the age of retries ends. So an answer that asks for a longer pause than that
     * does not end the intent: it has one more chance.
     *
     * @return milliseconds since the epoch
     */
    long retryAt(int attempts, long firstTried, @Nullable Duration asked, Moment at) {
        long chosen = (long) (ceiling(retry.initialDelay(), attempts) * at.jitter());
        return Math.min(at.now() + atLeast(asked, chosen), ageEnds(firstTried));
    }

    /** Whether an intent that was first tried then is given up after so many attempts. */
    boolean spent(int attempts, long firstTried, long now) {
        return attempts >= retry.maxAttempts() || now >= ageEnds(firstTried);
    }

    private long ageEnds(long firstTried) {
        return firstTried + retry.maxAge().toMillis();
    }

    /** Time to wait after a throttle or a give-back: grows with their number, and never nothing. */
    long postponement(int postponements, @Nullable Duration asked, double jitter) {
        Duration first = asked == null || asked.compareTo(FIRST_POSTPONEMENT) < 0 ? FIRST_POSTPONEMENT : asked;
        long ceiling = ceiling(first, postponements);
        return atLeast(asked, (long) (ceiling * (1 + jitter) / 2));
    }

    private long ceiling(Duration first, int count) {
        long most = retry.maxDelay().toMillis();
        int doublings = Math.clamp(count - 1, 0, DOUBLINGS_MAX);
        // compared before it is shifted: a long first delay would overflow
        return first.compareTo(Duration.ofMillis(most >> doublings)) > 0 ? most : first.toMillis() << doublings;
    }

    /** Nobody is made to wait for longer than retries may last. */
    private long atLeast(@Nullable Duration asked, long chosen) {
        if (asked == null) {
            return chosen;
        }
        Duration heeded = asked.compareTo(retry.maxAge()) > 0 ? retry.maxAge() : asked;
        return Math.max(heeded.toMillis(), chosen);
    }
}
