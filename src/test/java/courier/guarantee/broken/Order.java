package courier.guarantee.broken;

/**
 * A trap to be set in a worker.
 *
 * @param point of {@link Point}, or {@link #RELEASE}
 * @param nth the passing at which it springs, from 1
 */
public record Order(String point, What what, int nth) {

    /** Where what is taken back is about to be given back: no point of the way, but one to hold. */
    public static final String RELEASE = "RELEASE";

    /** What a trap does. */
    public enum What {
        /** Ends the process at once, as a crash would. */
        HALT,
        /** Throws. */
        FAIL,
        /** Holds the thread until it is let go. */
        HOLD
    }

    /** Dies there. */
    public static Order halt(Point point, int nth) {
        return new Order(point.name(), What.HALT, nth);
    }

    /** Fails there, the first time. */
    public static Order fail(Point point) {
        return new Order(point.name(), What.FAIL, 1);
    }

    /** Holds the first that comes there. */
    public static Order hold(Point point) {
        return hold(point.name());
    }

    /** Holds the first that comes there. */
    public static Order hold(String point) {
        return new Order(point, What.HOLD, 1);
    }

    /** For the worker's JVM. */
    public String option() {
        return "-Dtrap." + point + "=" + what + ":" + nth;
    }
}
