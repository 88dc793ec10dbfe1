package courier.submission.verdict;

/** What can be done about an intent that ended with a code. */
public enum Remedy {
    /** Another call may well succeed. */
    RETRYABLE("retryable"),
    /** The intent, the integration or the worker's configuration has to be put right first. */
    NEEDS_CORRECTION("needs-correction"),
    /** The application may exist: a person looks it up and decides. */
    NEEDS_DECISION("needs-decision"),
    /** No call will ever succeed. */
    NEVER("never");

    private final String text;

    Remedy(String text) {
        this.text = text;
    }

    /** The name in documentation and dead letters. */
    public String text() {
        return text;
    }
}
