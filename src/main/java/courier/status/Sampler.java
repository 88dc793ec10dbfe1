package courier.status;

import courier.ops.LogKey;
import courier.ops.Time;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again, on a thread of its own, until it is closed. */
final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final Runnable sample;
    private final Duration every;
    private final Time time;
    private final Thread thread;
    private volatile boolean closed;

    Sampler(Runnable sample, Duration every, Time time) {
        this.sample = sample;
        this.every = every;
        this.time = time;
        this.thread = Thread.ofVirtual().name("sampler").unstarted(this::run);
    }

    Sampler start() {
        thread.start();
        return this;
    }

    private void run() {
        long next = time.nanos();
        while (!closed) {
            try {
                sample.run();
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue(LogKey.REASON.text(), e.getClass().getName())
                        .log("The worker's recent past cannot be noted, for a mistake in Courier itself");
            }
            // after a suspension it goes on from now, rather than make up for what was missed
            next = Math.max(next + every.toNanos(), time.nanos());
            time.sleep(Duration.ofNanos(next - time.nanos()));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
