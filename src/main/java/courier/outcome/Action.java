package courier.outcome;

/** What an operator can do about a dead letter. */
public enum Action {
    /** Replay it as it is. */
    RETRYABLE("retryable"),
    /** Correct it, then replay. */
    NEEDS_CORRECTION("needs-correction"),
    /** Find out whether it was delivered, then decide. */
    NEEDS_DECISION("needs-decision"),
    /** Nothing: it cannot be delivered, or need not be. */
    NEVER("never");

    private final String text;

    Action(String text) {
        this.text = text;
    }

    /** The name in events. */
    public String text() {
        return text;
    }

    /** Reads {@link #text()} back; what a later release may have written asks for a person. */
    public static Action of(String text) {
        for (Action action : values()) {
            if (action.text.equals(text)) {
                return action;
            }
        }
        return NEEDS_DECISION;
    }
}
