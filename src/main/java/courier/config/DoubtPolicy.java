package courier.config;

/** What is done about an intent of unknown outcome. */
public enum DoubtPolicy {
    /** It is dead-lettered for a person to decide. */
    PARK,
    /** It is submitted again. */
    RESUBMIT,
    /** Kombo is asked for the application. */
    VERIFY
}
