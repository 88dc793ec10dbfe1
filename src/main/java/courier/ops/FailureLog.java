package courier.ops;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A class's log for what may fail a thousand times for one reason: the first failure of a kind is told at once and with
 * all its values, the same ones are counted and told in one line a minute, for as long as they go on
 * ({@code RATIONALE.md}, "Why repeated failures are counted in the log").
 *
 * <p>Safe for use by many threads. Like the logs that it writes to, what it remembers belongs to the process.
 */
public final class FailureLog {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int KINDS_MAX = 1_000;
    private static final Repeats<Kind> OF_PROCESS = repeats();

    private final Logger log;
    private final Repeats<Kind> repeats;
    private final Time time;

    /** What makes one failure the same as another. */
    record Kind(Logger log, Level level, String message, Map<LogKey, String> values) {
        Kind {
            values = Map.copyOf(values);
        }

        /** All that this place of the code tells. */
        Kind withoutValues() {
            return new Kind(log, level, message, Map.of());
        }
    }

    FailureLog(Logger log, Repeats<Kind> repeats, Time time) {
        this.log = log;
        this.repeats = repeats;
        this.time = time;
    }

    static Repeats<Kind> repeats() {
        return new Repeats<>(INTERVAL, KINDS_MAX, Kind::withoutValues);
    }

    /** The log of a class. */
    public static FailureLog of(Class<?> teller) {
        return new FailureLog(LoggerFactory.getLogger(teller), OF_PROCESS, Time.SYSTEM);
    }

    /**
     * Something failed that is tried again, or that somebody else has to mend.
     *
     * @param message always the same one
     * @param kind with the message, what makes it the same as another: few values, none that is of one intent
     * @param details of this failure, told with the first
     */
    public void warn(String message, Map<LogKey, ?> kind, Map<LogKey, ?> details) {
        tell(Level.WARN, message, kind, details);
    }

    /** The same of what should not happen. */
    public void error(String message, Map<LogKey, ?> kind, Map<LogKey, ?> details) {
        tell(Level.ERROR, message, kind, details);
    }

    private void tell(Level level, String message, Map<LogKey, ?> values, Map<LogKey, ?> details) {
        Kind kind = new Kind(log, level, message, texts(values));
        OptionalLong happened = repeats.note(kind, time.nanos());
        if (happened.isPresent()) {
            Map<LogKey, String> all = texts(kind.values());
            all.putAll(texts(details));
            write(kind, all, happened.getAsLong() - 1);
        }
    }

    /** Begins to tell what was counted, minute by minute; until closed, and then the rest. For one at a time. */
    public static Telling tellRepeats(Time time) {
        return new Telling(OF_PROCESS, time).start();
    }

    /** Tells what was counted. */
    public static final class Telling implements AutoCloseable {
        private final Repeats<Kind> repeats;
        private final Time time;
        private final Thread thread;
        private volatile boolean closed;

        Telling(Repeats<Kind> repeats, Time time) {
            this.repeats = repeats;
            this.time = time;
            this.thread = Thread.ofVirtual().name("failure-log").unstarted(this::run);
        }

        private Telling start() {
            thread.start();
            return this;
        }

        private void run() {
            while (!closed) {
                time.sleep(LOOK);
                look();
            }
        }

        void look() {
            write(repeats.due(time.nanos()));
        }

        @Override
        public void close() {
            closed = true;
            thread.interrupt();
            write(repeats.rest());
        }

        private static void write(List<Repeats.Counted<Kind>> all) {
            all.forEach(each -> FailureLog.write(each.kind(), each.kind().values(), each.count()));
        }
    }

    private static void write(Kind kind, Map<LogKey, String> values, long repeats) {
        LoggingEventBuilder line = kind.log().atLevel(kind.level());
        for (Map.Entry<LogKey, String> value : values.entrySet()) {
            line = line.addKeyValue(value.getKey().text(), value.getValue());
        }
        if (repeats > 0) {
            line = line.addKeyValue(LogKey.REPEATS.text(), repeats);
        }
        line.log(kind.message());
    }

    private static Map<LogKey, String> texts(Map<LogKey, ?> values) {
        Map<LogKey, String> texts = new EnumMap<>(LogKey.class);
        values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }
}
