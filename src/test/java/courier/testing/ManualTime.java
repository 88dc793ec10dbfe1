package courier.testing;

import courier.ops.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that a test turns by hand. Sleeping turns both on at once, so that nothing ever waits.
 *
 * <p>Safe for use by many threads.
 */
public final class ManualTime implements Time {

    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(42);

    @Override
    public long wallMillis() {
        return wallMillis.get();
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    /** Turns both clocks on. */
    public void advance(Duration duration) {
        advanceWall(duration);
        advanceNanos(duration);
    }

    /** Turns the wall clock alone, as after a suspended machine's sleep; a negative duration sets it back. */
    public void advanceWall(Duration duration) {
        wallMillis.addAndGet(duration.toMillis());
    }

    /** Turns the monotonic clock alone, as where the wall clock was set back meanwhile. */
    public void advanceNanos(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
