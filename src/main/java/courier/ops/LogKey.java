package courier.ops;

/** The keys that log lines may carry. */
public enum LogKey {
    INTEGRATION,
    INTENT,
    REASON,
    PARTITION;

    /** The key. */
    public String key() {
        return name();
    }
}
