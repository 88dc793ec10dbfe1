package courier.ledger;

import courier.config.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times, counts and policies that the ledger's function decides by; they may differ by integration.
 *
 * @param memory how long settled identities are remembered
 */
public record Rules(Settings.Retry retry, Settings.Doubt doubt, Duration memory) {

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

    /** What made an intent {@link #spent} after so many attempts, for a person. */
    String spending(int attempts) {
        return attempts >= retry.maxAttempts()
                ? attempts + (attempts == 1 ? " attempt" : " attempts")
                : "the longest time for retries (" + retry.maxAge() + ")";
    }

    /** Milliseconds until Kombo is asked for an application that it was asked for so many times. */
    long untilLookup(int made) {
        return doubt.firstDelay().toMillis() << Math.min(made, DOUBLINGS_MAX);
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
