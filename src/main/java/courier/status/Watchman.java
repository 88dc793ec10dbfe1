package courier.status;

import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Place;
import courier.ops.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the worker again and again, and remembers what it saw for as long as a wedge takes to be one.
 *
 * <p>Threads: it looks on a thread of its own; anybody may ask what it has found.
 */
final class Watchman implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    private static final FailureLog FAILURES = FailureLog.of(Watchman.class);

    /** So many looks within the time that a wedge takes. */
    private static final int LOOKS = 12;

    private static final Duration OFTENEST = Duration.ofMillis(200);
    private static final Duration RAREST = Duration.ofSeconds(10);

    private final Supplier<Observation> look;
    private final Runnable also;
    private final Duration bound;
    private final Duration every;
    private final Time time;
    private final Deque<Observation> history = new ArrayDeque<>();
    private final Thread thread;
    private volatile Optional<Wedge> wedge = Optional.empty();
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param also what is done at each look besides
     * @param bound how long nothing may settle
     */
    Watchman(Supplier<Observation> look, Runnable also, Duration bound, Time time) {
        this.look = look;
        this.also = also;
        this.bound = bound;
        this.every = clamp(bound.dividedBy(LOOKS));
        this.time = time;
        this.thread = Thread.ofVirtual().name("watchman").unstarted(this::watch);
    }

    Watchman start() {
        thread.start();
        return this;
    }

    /** What it has found. */
    Optional<Wedge> wedge() {
        return wedge;
    }

    private void watch() {
        while (!closed) {
            try {
                note(look.get());
                also.run();
            } catch (RuntimeException e) {
                FAILURES.error(
                        "The watch over the worker broke in Courier itself",
                        Map.of(LogKey.REASON, e.getClass().getName(), LogKey.PLACE, Place.of(e)),
                        Map.of());
            }
            time.sleep(every);
        }
    }

    void note(Observation observation) {
        history.addLast(observation);
        while (history.size() > 2 && observation.atNanos() - second().atNanos() >= bound.toNanos()) {
            history.removeFirst();
        }
        Optional<Wedge> before = wedge;
        wedge = Wedge.find(List.copyOf(history), bound);
        if (wedge.isPresent() && before.isEmpty()) {
            LOG.atError()
                    .addKeyValue(LogKey.PARTITION.text(), wedge.get().partition())
                    .addKeyValue(LogKey.REASON.text(), wedge.get().cause().text())
                    .addKeyValue(LogKey.COUNT.text(), wedge.get().count())
                    .addKeyValue(LogKey.DURATION_MS.text(), wedge.get().lasts().toMillis())
                    .log("Nothing settles in a partition although it should: the worker is not ready any more");
        } else if (wedge.isEmpty() && before.isPresent()) {
            LOG.info("The partition in which nothing settled goes on");
        }
    }

    private Observation second() {
        return history.stream().skip(1).findFirst().orElseThrow();
    }

    private static Duration clamp(Duration wish) {
        if (wish.compareTo(OFTENEST) < 0) {
            return OFTENEST;
        }
        return wish.compareTo(RAREST) > 0 ? RAREST : wish;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
