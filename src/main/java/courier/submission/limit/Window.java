package courier.submission.limit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the API key's window of requests, as a value. It is never refilled by an answer, only by its end
 * ({@code RATIONALE.md}, "Why a window is only refilled by its end").
 *
 * <p>Times are nanoseconds of the limiter's clock. Calls are numbered in the order of their starts.
 *
 * @param limit requests per window; null before an answer told it
 * @param left starts that are left; {@link Long#MAX_VALUE} while nothing is known
 * @param since the last call started before the window began, as far as is known
 * @param begunAt the first start in it; null before one
 * @param endsAt the latest time at which it can end, by the answers; null before one
 * @param longest the longest time until a reset that was told: what a window lasts of which no answer has come
 * @param refusals refusals in a row that did not say when the window ends
 * @param refusedAt the last call started at the last of these
 */
record Window(
        @Nullable Integer limit,
        long left,
        long since,
        @Nullable Long begunAt,
        @Nullable Long endsAt,
        long longest,
        int refusals,
        long refusedAt) {

    /** Nothing is known. */
    static final Window UNKNOWN = new Window(null, Long.MAX_VALUE, 0, null, null, 0, 0, 0);

    /** Headers tell the reset in whole seconds, rounded up. */
    private static final long ROUNDING = Duration.ofSeconds(1).toNanos();

    /**
     * The answered call.
     *
     * @param number its number
     * @param startedAt when it started
     * @param calls the number of the call started last
     */
    record Call(long number, long startedAt, long calls) {}

    /** When the next call may start: now, or when the window ends. */
    long opensAt(long now) {
        return left > 0 || now >= end() ? now : end();
    }

    /** Starts that are left now. */
    long leftAt(long now) {
        return now >= end() ? whole() : left;
    }

    /** The same after a start, which is the call of that number. */
    Window started(long now, long number) {
        Window present = at(now, number - 1);
        long rest = present.left == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, present.left - 1);
        Long begun = present.begunAt == null ? Long.valueOf(now) : present.begunAt;
        return present.with(rest, begun, present.endsAt);
    }

    /** The same after an answer. */
    Window heard(Answer answer, Call call, long now) {
        Window present = at(now, call.calls()).limited(answer.rateLimit());
        return switch (answer.tone()) {
            case WINDOW_EMPTY -> present.empty(answer, call, now);
            case FINE, FULL, THROTTLED, BROKEN -> {
                Window calm = call.number() > refusedAt ? present.calm() : present;
                yield answer.rateRemaining() == null || answer.rateReset() == null
                        ? calm
                        : calm.counted(answer.rateRemaining(), answer.rateReset(), call, now);
            }
            case SILENT -> present;
        };
    }

    /** The same, empty at least until then. */
    Window closedUntil(long until, long now, long calls) {
        Window present = at(now, calls);
        return present.with(0, present.begunAt, Math.max(until, present.left == 0 ? present.knownEnd(until) : until));
    }

    private long knownEnd(long otherwise) {
        return endsAt == null ? otherwise : endsAt;
    }

    /**
     * Whether the headers were written when the request came or when it was answered is not said. So a window that may
     * have ended between the two is not taken for the present one, and its end is taken to be as late as it can be.
     */
    private Window counted(int remaining, Duration reset, Call call, long now) {
        if (call.startedAt() + reset.toNanos() <= now) {
            return this;
        }
        boolean same = isIn(call, reset);
        long latest = now + reset.toNanos();
        long startsSince = call.calls() - (same ? Math.max(call.number(), since) : call.number());
        long estimate = Math.max(0, remaining - startsSince);
        Window next = with(
                same ? Math.min(left, estimate) : estimate,
                begunAt,
                same && endsAt != null ? Long.valueOf(Math.min(endsAt, latest)) : Long.valueOf(latest));
        return new Window(
                next.limit,
                next.left,
                next.since,
                next.begunAt,
                next.endsAt,
                Math.max(longest, reset.toNanos()),
                refusals,
                refusedAt);
    }

    private Window empty(Answer answer, Call call, long now) {
        Duration told = longer(answer.rateReset(), answer.after());
        if (told != null) {
            long latest = now + told.toNanos();
            boolean same = isIn(call, told) && left == 0 && endsAt != null;
            return with(0, begunAt, same ? Long.valueOf(Math.min(Objects.requireNonNull(endsAt), latest)) : latest);
        }
        if (call.number() <= refusedAt) {
            return left == 0 ? this : with(0, begunAt, now + Backoff.nanos(Math.max(1, refusals)));
        }
        Window closed = with(0, begunAt, Math.max(knownEnd(0), now + Backoff.nanos(refusals + 1)));
        return new Window(
                limit, closed.left, since, closed.begunAt, closed.endsAt, longest, refusals + 1, call.calls());
    }

    /** Whether an answer with that reset can be of this window. */
    private boolean isIn(Call call, Duration reset) {
        return endsAt == null || call.startedAt() + reset.toNanos() - ROUNDING < endsAt;
    }

    /** This window, or the one after it. */
    private Window at(long now, long calls) {
        return now < end() ? this : new Window(limit, whole(), calls, null, null, longest, refusals, refusedAt);
    }

    private long end() {
        if (endsAt != null) {
            return endsAt;
        }
        return begunAt == null || longest == 0 ? Long.MAX_VALUE : begunAt + longest;
    }

    /** A window of which it is not known how long it lasts is not counted, or it would never end. */
    private long whole() {
        return limit == null || limit < 1 || longest == 0 ? Long.MAX_VALUE : limit;
    }

    private Window limited(@Nullable Integer told) {
        return told == null ? this : new Window(told, left, since, begunAt, endsAt, longest, refusals, refusedAt);
    }

    private Window calm() {
        return new Window(limit, left, since, begunAt, endsAt, longest, 0, refusedAt);
    }

    private Window with(long rest, @Nullable Long begun, @Nullable Long end) {
        return new Window(limit, rest, since, begun, end, longest, refusals, refusedAt);
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
