package courier.ops;

import java.util.Map;

/**
 * Tells in the log of threads that end by an exception. The Java runtime would print it instead, past the log's format
 * and with the exception's message, which may quote anything. Safe for use by many threads.
 */
public final class Uncaught implements Thread.UncaughtExceptionHandler {

    private static final FailureLog FAILURES = FailureLog.of(Uncaught.class);

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        FAILURES.error(
                "A thread ended by an exception that nobody expected",
                Map.of(LogKey.REASON, thrown.getClass().getName(), LogKey.PLACE, Place.of(thrown)),
                Map.of());
    }
}
