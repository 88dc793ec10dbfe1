package courier.sandbox.part;

/** How long a process is to live: which says how much work of its compiler pays. */
public enum Life {
    /** A test's: it compiles quickly, and not well. */
    SHORT("-XX:TieredStopAtLevel=1"),
    /** Many minutes of work: it compiles as in production. */
    LONG("-XX:TieredStopAtLevel=4");

    private final String option;

    Life(String option) {
        this.option = option;
    }

    /** What its JVM is told. */
    String option() {
        return option;
    }
}
