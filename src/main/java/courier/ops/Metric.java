package courier.ops;

/** What is measured, each with what it means. */
public enum Metric {
    /** Intents taken in. */
    ADMITTED,
    /** Intents that came again and were passed over. */
    DUPLICATE,
    /** Dispatches given back without a call. */
    RELEASED,
    /** Attempts that will be made again. */
    RETRIED,
    /** Calls that were throttled. */
    THROTTLED,
    /** Calls of unknown outcome. */
    DOUBTED,
    /** Times that Kombo was asked for the application of such a call. */
    LOOKUPS,
    /** Such calls that were found out to have succeeded. */
    CONFIRMED,
    /** Records of the outcomes topic that had nothing to say to their entry. */
    STALE,
    /** Holds begun. */
    HOLDS_BEGUN,
    /** Holds ended. */
    HOLDS_ENDED,
    /** Probing calls made during holds. */
    HOLD_PROBES,
    /** Records that could not be read. */
    UNREADABLE,
    /** Records that wait for the schema registry. */
    WAITING_FOR_REGISTRY;

    /** The metric of a name. */
    public static Metric of(String name) {
        return valueOf(name);
    }
}
