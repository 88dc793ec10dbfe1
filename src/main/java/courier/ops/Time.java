package courier.ops;

import java.time.Duration;

/** Clocks and sleeping, passed in so that tests can turn them by hand. Safe for use by many threads. */
public interface Time {

    /** Milliseconds since the epoch; may jump. */
    long wallMillis();

    /** Nanoseconds of a clock that only moves forward; stops while a machine is suspended. */
    long nanos();

    /** Waits. Restores the interrupt flag and returns early when interrupted. */
    void sleep(Duration duration);

    /** The machine's own clocks. */
    Time SYSTEM = new Time() {
        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    };
}
