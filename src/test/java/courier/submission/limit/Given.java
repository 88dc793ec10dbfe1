package courier.submission.limit;

import courier.submission.limit.Answer.Tone;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers for tests. */
final class Given {

    private Given() {}

    static Answer concurrency(Tone tone, @Nullable Integer limit, @Nullable Integer remaining) {
        return new Answer(tone, null, limit, remaining, null, null, null);
    }

    static Answer throttled(@Nullable Duration after) {
        return new Answer(Tone.THROTTLED, after, null, null, null, null, null);
    }

    static Answer rate(Tone tone, @Nullable Integer limit, @Nullable Integer remaining, @Nullable Duration reset) {
        return new Answer(tone, null, null, null, limit, remaining, reset);
    }

    static Answer windowEmpty(@Nullable Duration after, @Nullable Duration reset) {
        return new Answer(Tone.WINDOW_EMPTY, after, null, null, null, null, reset);
    }

    static Permit granted(Reservation reservation) {
        if (reservation instanceof Reservation.Granted(Permit permit)) {
            return permit;
        }
        throw new AssertionError("a permit was expected and not " + reservation);
    }

    static Permit started(Reservation reservation) {
        Permit permit = granted(reservation);
        if (!permit.start(Duration.ZERO)) {
            throw new AssertionError("the call may not start");
        }
        return permit;
    }
}
