package courier.sandbox.part;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what can only be asked for again and again: another process being ready, or gone. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Patience() {}

    /**
     * Asks until the condition holds.
     *
     * @return whether it held before the limit was over; false also when the thread was interrupted
     */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        return until(limit, PAUSE, condition);
    }

    /** As {@link #until(Duration, BooleanSupplier)}, with the time between two questions. */
    public static boolean until(Duration limit, Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
