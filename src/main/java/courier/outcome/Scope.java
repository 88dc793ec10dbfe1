package courier.outcome;

/** How far a throttle or a broken connection reaches. */
public enum Scope {
    /** One customer's integration. */
    INTEGRATION("integration"),
    /** All that is called with the same API key. */
    KEY("key"),
    /** All that is called from this network address. */
    ADDRESS("address");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The name in stored rows. */
    public String text() {
        return text;
    }

    /** Reads {@link #text()} back; the narrowest for what a later release may have written. */
    public static Scope of(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        return INTEGRATION;
    }
}
