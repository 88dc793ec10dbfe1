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
 * @param wary whether a call was refused under the limit told last
 * @param shrunkAt the last call started when it was last shrunk: what earlier calls report is older than that
 * @param refusals pauses in a row
 * @param pausedUntil no call before this time
 */
record Allowance(
        int start,
        int most,
        @Nullable Integer told,
        double allowed,
        boolean wary,
        long shrunkAt,
        int refusals,
        long pausedUntil) {

    /** Growth for each answer where none shows room: a wrong guess costs one refusal in so many calls. */
    private static final double CREDIT = 1.0 / 200;

    /** Growth for each answer that shows a little room to a wary allowance. */
    private static final double CREDIT_FOR_ROOM = 1.0 / 40;

    /** What one limit exceeded without a header leaves. */
    private static final double LEFT_BY_FULL = 0.75;

    private static final double LEFT_BY_THROTTLE = 0.5;

    /**
     * Until the ledger has read the outcome and holds the integration: else its slots would be filled anew meanwhile.
     */
    private static final long REST_WHEN_BROKEN = Duration.ofSeconds(1).toNanos();

    /** Room beyond the allowance that shows it to be too small. */
    private static final int ROOM = 1;

    /** The same once a call was refused: one may only be the slot that the answered call has left. */
    private static final int ROOM_WHEN_WARY = 2;

    /** A share of the allowance that may only seem to be room, as requests and answers are on their way. */
    private static final double DOUBTFUL_ROOM = 0.25;

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
        return new Allowance(start, most, null, Math.min(start, most), false, 0, 0, 0);
    }

    /** Calls that may be in flight. Never none: only a call can find out that there is room again. */
    int slots() {
        return (int) allowed;
    }

    /** Whether anything is known that a new allowance would not know. */
    boolean learnt(long now) {
        return pausedUntil > now || slots() != Math.min(start, most) || (told != null && told != start);
    }

    /**
     * The same under other settings: what answers have told stays known, and only what has learnt nothing begins anew.
     */
    Allowance under(Allowance fresh) {
        if (start == fresh.start && most == fresh.most) {
            return this;
        }
        boolean untouched = told == null && slots() == Math.min(start, most);
        return new Allowance(fresh.start, fresh.most, told, allowed, wary, shrunkAt, refusals, pausedUntil)
                .allow(untouched ? fresh.allowed : allowed);
    }

    /** The same after an answer. */
    Allowance heard(Answer answer, Traffic traffic) {
        Allowance bounded = answer.concurrencyLimit() == null ? this : told(answer.concurrencyLimit());
        return switch (answer.tone()) {
            case FINE -> bounded.fine(answer.concurrencyRemaining(), traffic);
            case FULL -> bounded.full(answer, traffic);
            case THROTTLED -> bounded.throttled(answer.after(), traffic);
            case BROKEN -> bounded.paused(traffic.at() + REST_WHEN_BROKEN);
            case WINDOW_EMPTY, SILENT -> bounded;
        };
    }

    /** The same, paused at least until then. */
    Allowance paused(long until) {
        return new Allowance(start, most, told, allowed, wary, shrunkAt, refusals, Math.max(pausedUntil, until));
    }

    private int ceiling() {
        return Math.min(most, told == null ? start : Math.max(1, told));
    }

    private Allowance told(int limit) {
        boolean stillWary = wary && told != null && told == limit;
        return new Allowance(start, most, limit, allowed, stillWary, shrunkAt, refusals, pausedUntil).allow(allowed);
    }

    private Allowance allow(double wish) {
        return new Allowance(start, most, told, Math.clamp(wish, 1, ceiling()), wary, shrunkAt, refusals, pausedUntil);
    }

    /** An answer of a call that began before the last shrinking knows nothing of the present room. */
    private Allowance fine(@Nullable Integer remaining, Traffic traffic) {
        // the answer may have counted when the call came or when it was answered: so there is room for
        // no more than with the larger number of ours, and for no less than with the smaller
        double atMost = remaining == null ? allowed : (double) remaining + Math.max(traffic.then(), traffic.now());
        double atLeast = remaining == null ? allowed : (double) remaining + Math.min(traffic.then(), traffic.now());
        double fitting = Math.min(allowed, atMost);
        if (traffic.call() <= shrunkAt) {
            return allow(fitting);
        }
        Allowance calm = new Allowance(start, most, told, allowed, wary, shrunkAt, 0, pausedUntil);
        return calm.allow(fitting + growth(atLeast - slots(), traffic.used()));
    }

    /** What an answer that shows so much room beyond the allowance adds to it. */
    private double growth(double room, boolean used) {
        if (room >= (wary ? ROOM_WHEN_WARY + allowed * DOUBTFUL_ROOM : ROOM)) {
            return 1;
        }
        if (room >= ROOM_WHEN_WARY) {
            return CREDIT_FOR_ROOM;
        }
        return used ? CREDIT : 0;
    }

    /** The others of our calls were let in: so many do fit. */
    private Allowance full(Answer answer, Traffic traffic) {
        boolean news = traffic.call() > shrunkAt;
        int others = traffic.now() - 1;
        double fit = Math.min(allowed, others);
        if (news && answer.concurrencyLimit() == null) {
            fit = Math.min(fit, Math.floor(allowed * LEFT_BY_FULL));
        }
        Allowance shrunk = shrunk(traffic, fit).warily();
        return others > 0 || !news ? shrunk : shrunk.pausing(answer.after(), traffic.at());
    }

    private Allowance warily() {
        return new Allowance(start, most, told, allowed, true, shrunkAt, refusals, pausedUntil);
    }

    private Allowance throttled(@Nullable Duration after, Traffic traffic) {
        if (traffic.call() <= shrunkAt) {
            return after == null ? this : paused(traffic.at() + after.toNanos());
        }
        return shrunk(traffic, Math.floor(allowed * LEFT_BY_THROTTLE)).pausing(after, traffic.at());
    }

    private Allowance shrunk(Traffic traffic, double wish) {
        return new Allowance(start, most, told, allowed, wary, traffic.calls(), refusals, pausedUntil).allow(wish);
    }

    private Allowance pausing(@Nullable Duration after, long at) {
        long pause = Math.max(Backoff.nanos(refusals + 1), after == null ? 0 : after.toNanos());
        return new Allowance(
                start, most, told, allowed, wary, shrunkAt, refusals + 1, Math.max(pausedUntil, at + pause));
    }
}
