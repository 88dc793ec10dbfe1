package courier.ops;

/**
 * Where an exception was thrown, for the log: class, method and line, and nothing of its message, which may quote
 * anything.
 */
public final class Place {

    private Place() {}

    /** Where. */
    public static String of(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "unknown" : trace[0].toString();
    }
}
