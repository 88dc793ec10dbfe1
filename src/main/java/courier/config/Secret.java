package courier.config;

/**
 * A value that must not be printed.
 *
 * @param value empty where a command was started that needs no secret and so did not load it
 */
public record Secret(String value) {

    /** Stands in for the secret of a command that needs none. */
    static final Secret NOT_LOADED = new Secret("");

    /** The value itself; throws where it was not loaded, so that an empty key is never sent. */
    @Override
    public String value() {
        if (value.isEmpty()) {
            throw new IllegalStateException("a secret is used by a command whose settings were loaded without it");
        }
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
