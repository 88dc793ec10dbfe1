package courier.submission.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many calls an integration may have in flight here: the control law, as a value. Kombo's limit is for all systems
 * of the customer, so its headers bound the allowance, and the room that they leave moves it ({@code RATIONALE.md},
 * "Why the slots follow the room and not the limit").
 *
 * <p>Times are nanoseconds of the limiter's clock. Calls are numbered in the order of their starts.
 *
 * @param start the allowance while no answer has told a limit
 * @param most what no answer raises it above
 * @param told the limit that the last answer told; null before one did
 * @param allowed the allowance; a fraction is credit towards the next slot
 * @param shrunkAt the last call started when it was last shrunk: what earlier calls report is older than that
 * @param refusals pauses in a row
 * @param pausedUntil no call before this time
 */
record Allowance(
        int start,
        int most,
        @Nullable Integer told,
        double allowed,
        long shrunkAt,
        int refusals,
        long pausedUntil) {

    /** Growth for each answer where none shows room: a wrong guess costs one refusal in so many calls. */
    private static final double CREDIT = 1.0 / 200;

    /** What one limit exceeded without a header leaves. */
    private static final double LEFT_BY_FULL = 0.75;

    private static final double LEFT_BY_THROTTLE = 0.5;

    /** Remaining calls that show room: one may only be the slot that the answered call has left. */
    private static final int ROOM = 2;

    /**
     * What this worker had under way for the integration.
     *
     * @param call the answered call's number
     * @param calls the number of the call started last
     * @param then calls at Kombo when the answered one started, with it
     * @param now calls at Kombo when it was answered, with it
     * @param used whether the allowance is used up
     * @param at the time
     */
    record Traffic(long call, long calls, int then, int now, boolean used, long at) {}

    static Allowance of(int start, int most) {
        return new Allowance(start, most, null, Math.min(start, most), 0, 0, 0);
    }

    /** Calls that may be in flight. Never none: only a call can find out that there is room again. */
    int slots() {
        return (int) allowed;
    }

    /** Whether anything is known that a new allowance would not know. */
    boolean learnt(long now) {
        return pausedUntil > now || slots() != Math.min(start, most) || (told != null && told != start);
    }

    /** The same after an answer. */
    Allowance heard(Answer answer, Traffic traffic) {
        Allowance bounded = answer.concurrencyLimit() == null ? this : told(answer.concurrencyLimit());
        return switch (answer.tone()) {
            case FINE -> bounded.fine(answer.concurrencyRemaining(), traffic);
            case FULL -> bounded.full(answer, traffic);
            case THROTTLED -> bounded.throttled(answer.after(), traffic);
            case WINDOW_EMPTY, SILENT -> bounded;
        };
    }

    /** The same, paused at least until then. */
    Allowance paused(long until) {
        return new Allowance(start, most, told, allowed, shrunkAt, refusals, Math.max(pausedUntil, until));
    }

    private int ceiling() {
        return Math.min(most, told == null ? start : Math.max(1, told));
    }

    private Allowance told(int limit) {
        Allowance next = new Allowance(start, most, limit, allowed, shrunkAt, refusals, pausedUntil);
        return next.allow(allowed);
    }

    private Allowance allow(double wish) {
        return new Allowance(
                start, most, told, Math.clamp(wish, 1, ceiling()), shrunkAt, refusals, pausedUntil);
    }

    /** An answer of a call that began before the last shrinking knows nothing of the present room. */
    private Allowance fine(@Nullable Integer remaining, Traffic traffic) {
        double room = remaining == null ? allowed : Math.min(allowed, (double) remaining + occupied(traffic));
        if (traffic.call() <= shrunkAt) {
            return allow(room);
        }
        Allowance calm = new Allowance(start, most, told, allowed, shrunkAt, 0, pausedUntil);
        if (remaining != null && remaining >= ROOM) {
            return calm.allow(room + 1);
        }
        return calm.allow(traffic.used() ? room + CREDIT : room);
    }

    /**
     * Our calls among those that the answer has counted. It may have counted when the call came or when it was
     * answered; the larger number errs towards room, which a refusal corrects.
     */
    private static int occupied(Traffic traffic) {
        return Math.max(traffic.then(), traffic.now());
    }

    /** The others of our calls were let in: so many do fit. */
    private Allowance full(Answer answer, Traffic traffic) {
        boolean news = traffic.call() > shrunkAt;
        int others = traffic.now() - 1;
        double fit = Math.min(allowed, others);
        if (news && answer.concurrencyLimit() == null) {
            fit = Math.min(fit, Math.floor(allowed * LEFT_BY_FULL));
        }
        Allowance shrunk = shrunk(traffic, fit);
        return others > 0 || !news ? shrunk : shrunk.pausing(answer.after(), traffic.at());
    }

    private Allowance throttled(@Nullable Duration after, Traffic traffic) {
        if (traffic.call() <= shrunkAt) {
            return after == null ? this : paused(traffic.at() + after.toNanos());
        }
        return shrunk(traffic, Math.floor(allowed * LEFT_BY_THROTTLE)).pausing(after, traffic.at());
    }

    private Allowance shrunk(Traffic traffic, double wish) {
        return new Allowance(start, most, told, allowed, traffic.calls(), refusals, pausedUntil).allow(wish);
    }

    private Allowance pausing(@Nullable Duration after, long at) {
        long pause = Math.max(Backoff.nanos(refusals + 1), after == null ? 0 : after.toNanos());
        return new Allowance(start, most, told, allowed, shrunkAt, refusals + 1, Math.max(pausedUntil, at + pause));
    }
}
