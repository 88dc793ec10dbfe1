package courier.outcome;

/**
 * Something that an operator should know of an application that was delivered.
 *
 * @param code {@link #KOMBO_WARNING}, or one of Courier's own
 * @param message for a person. May quote Kombo, so it goes into events but never into a log line.
 */
public record Notice(String code, String message) {

    /** What Kombo itself said. */
    public static final String KOMBO_WARNING = "KOMBO_WARNING";

    /** Kombo's own words. */
    public static Notice ofKombo(String message) {
        return new Notice(KOMBO_WARNING, message);
    }

    /** Without the message: that may quote an answer. */
    @Override
    public String toString() {
        return "Notice[" + code + "]";
    }
}
