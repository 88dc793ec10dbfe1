package courier.outcome;

/** What is known of an application after an attempt: how safe it is to submit it again. */
public enum Delivery {
    /** Provably never reached Kombo as a whole request. */
    UNSENT("unsent"),
    /** Kombo answered that it did nothing. */
    REFUSED("refused"),
    /** It may have been created. */
    UNKNOWN("unknown"),
    /** It was created. */
    DELIVERED("delivered");

    private final String text;

    Delivery(String text) {
        this.text = text;
    }

    /** The name in events and stored rows. */
    public String text() {
        return text;
    }

    /** Reads {@link #text()} back; what a later release may have written counts as {@link #UNKNOWN}. */
    public static Delivery of(String text) {
        for (Delivery delivery : values()) {
            if (delivery.text.equals(text)) {
                return delivery;
            }
        }
        return UNKNOWN;
    }

    /** Whether nothing can have been created. */
    public boolean provenNot() {
        return this == UNSENT || this == REFUSED;
    }
}
