package courier.submission;

import courier.ops.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A clock that is turned by hand, and can break once. */
final class HandTime implements Time {
    static final long EPOCH = 1_800_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private int readings;
    private @Nullable Integer broken;

    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** Makes the n-th reading of the wall clock throw. */
    void breakAtReading(int reading) {
        broken = reading;
    }

    @Override
    public long wallMillis() {
        readings++;
        if (broken != null && readings == broken) {
            throw new IllegalStateException("the clock stands still");
        }
        return EPOCH + Duration.ofNanos(nanos.get()).toMillis();
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
        throw new AssertionError("an attempt does not sleep");
    }
}
