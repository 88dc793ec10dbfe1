package courier.replay;

import courier.ops.Time;
import java.time.Duration;

/** Spaces replays evenly. Used by one thread. */
public final class Pace {

    private static final double NANOS = 1e9;

    private final Time time;
    private final long gap;
    private long next;

    /**
     * A pace.
     *
     * @param perSecond 0 for as fast as it goes
     */
    public Pace(Time time, double perSecond) {
        this.time = time;
        this.gap = perSecond <= 0 ? 0 : (long) (NANOS / perSecond);
        this.next = time.nanos();
    }

    /** How long to wait before the next one, which is thereby spoken for. */
    Duration take() {
        if (gap == 0) {
            return Duration.ZERO;
        }
        long now = time.nanos();
        // time that was lost is not made up for: what comes next bears so many a second and no more
        long at = now - next > gap ? now : next;
        next = at + gap;
        return Duration.ofNanos(Math.max(0, at - now));
    }

    /** The monotonic clock. */
    long nanos() {
        return time.nanos();
    }

    void sleep(Duration wait) {
        time.sleep(wait);
    }
}
