package courier.guarantee.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs inside a worker of a changed {@link Build}, and needs nothing but the JDK: each {@link Point} is a call of it.
 * The property {@code trap.<point>=<what>:<n>} sets a trap that springs when the point is passed for the n-th time, and
 * leaves a file of the point's name in {@code trap.directory} that names the intents it caught.
 *
 * <p>Threads: called by all of a worker's.
 */
@SuppressWarnings("NullAway") // compiled for the worker without its annotations
public final class Trap {

    /** The exit code of a process that a trap has halted. */
    public static final int HALTED = 99;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Map<String, Integer> PASSED = new ConcurrentHashMap<>();
    private static final ThreadLocal<String> CALL = new ThreadLocal<>();
    private static final ThreadLocal<Written> WRITTEN = ThreadLocal.withInitial(Written::new);
    private static volatile boolean halting;

    private Trap() {}

    /** What the open transaction of a stream thread has written. */
    private static final class Written {
        final List<String> markers = new ArrayList<>();
        final List<String> ends = new ArrayList<>();
    }

    /** From here on the thread works at the call for an intent. */
    public static void call(String intent) {
        CALL.set(intent);
    }

    /** The thread's transaction has a marker. */
    public static void marked(String intent) {
        WRITTEN.get().markers.add(intent);
    }

    /** The thread's transaction has an end. */
    public static void settled(String intent) {
        WRITTEN.get().ends.add(intent);
    }

    /** Commits, with the points around it: of a transaction with markers, and of one with ends. */
    public static void commit(Runnable commit) {
        Written written = WRITTEN.get();
        WRITTEN.remove();
        at("COMMIT_BEFORE", written.markers);
        at("FINAL_COMMIT_BEFORE", written.ends);
        commit.run();
        at("COMMIT_AFTER", written.markers);
        at("FINAL_COMMIT_AFTER", written.ends);
    }

    /** Passes a point on the thread of a call; nothing happens on others. */
    public static void at(String point) {
        at(point, CALL.get());
    }

    /** Passes a point with an intent; nothing happens with none. */
    public static void at(String point, String intent) {
        at(point, intent == null ? List.of() : List.of(intent));
    }

    private static void at(String point, List<String> intents) {
        while (halting) {
            LockSupport.park();
        }
        String order = System.getProperty("trap." + point);
        if (order == null || intents.isEmpty()) {
            return;
        }
        String[] words = order.split(":");
        if (PASSED.merge(point, 1, Integer::sum) == Integer.parseInt(words[1])) {
            spring(point, words[0], intents);
        }
    }

    private static void spring(String point, String what, List<String> intents) {
        // nothing passes any more while the file is written
        halting = what.equals("HALT");
        Path directory = Path.of(System.getProperty("trap.directory"));
        tell(directory, point, intents);
        switch (what) {
            case "HALT" -> Runtime.getRuntime().halt(HALTED);
            case "FAIL" -> throw new IllegalStateException("the trap " + point + " has sprung");
            case "HOLD" -> {
                while (!Files.exists(directory.resolve(point + ".go"))) {
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                }
            }
            default -> throw new IllegalArgumentException("a trap can HALT, FAIL or HOLD, and not " + what);
        }
    }

    private static void tell(Path directory, String point, List<String> intents) {
        try {
            // whoever looks for it finds it whole
            Path whole = Files.write(directory.resolve(point + ".tmp"), intents);
            Files.move(whole, directory.resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
