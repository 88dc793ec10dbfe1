package courier.ops;

/** The keys that log lines may carry. */
public enum LogKey {
    INTEGRATION,
    INTENT,
    REASON,
    PARTITION,
    COUNT,
    CODE;

    /** The key. */
    public String key() {
        return name();
    }
}
