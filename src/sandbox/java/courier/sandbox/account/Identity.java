package courier.sandbox.account;

/** What an intent is known by. */
public record Identity(String integration, String intent, int generation) {
    @Override
    public String toString() {
        return integration + "/" + intent + (generation == 0 ? "" : "#" + generation);
    }
}
