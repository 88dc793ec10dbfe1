package courier.ops;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.MDC;

/**
 * What all log lines of a piece of work carry, whoever writes them: opened by the thread that does the work, on that
 * thread, and closed when it is done.
 *
 * <p>Threads: for the one that opens it; a thread begins with nothing.
 */
public final class LogContext implements AutoCloseable {

    private final Deque<MDC.MDCCloseable> put = new ArrayDeque<>();

    private LogContext() {}

    /** From now on lines of this thread carry these. */
    public static LogContext of(Map<LogKey, ?> values) {
        LogContext context = new LogContext();
        values.forEach((key, value) -> context.put.push(MDC.putCloseable(key.text(), String.valueOf(value))));
        return context;
    }

    /** They do no more. */
    @Override
    public void close() {
        put.forEach(MDC.MDCCloseable::close);
    }
}
