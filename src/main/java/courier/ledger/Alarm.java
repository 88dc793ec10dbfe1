package courier.ledger;

import courier.ops.Time;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the task when something is due, and not before: each punctuation makes a transaction, so a steady tick would
 * keep an idle broker busy.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Alarm {

    private static final long EARLY_ENOUGH_MILLIS = 5;

    private final ProcessorContext<?, ?> context;
    private final Time time;
    private final Runnable tick;
    private @Nullable Cancellable set;
    private long setFor = Long.MAX_VALUE;

    Alarm(ProcessorContext<?, ?> context, Time time, Runnable tick) {
        this.context = context;
        this.time = time;
        this.tick = tick;
    }

    /** Asks for a tick at a time in milliseconds since the epoch, or earlier. */
    void wakeAt(long millis) {
        if (millis >= setFor - EARLY_ENOUGH_MILLIS && set != null) {
            return;
        }
        cancel();
        setFor = millis;
        Duration delay = Duration.ofMillis(Math.max(1, millis - time.wallMillis()));
        set = context.schedule(delay, PunctuationType.WALL_CLOCK_TIME, _ -> ring());
    }

    void cancel() {
        if (set != null) {
            set.cancel();
            set = null;
        }
        setFor = Long.MAX_VALUE;
    }

    private void ring() {
        cancel();
        tick.run();
    }
}
