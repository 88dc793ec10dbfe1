package courier.replay;

/** Dead letters as they are read, a few at a time. Used by one thread. Throws Kafka's own exceptions. */
public interface Reading extends AutoCloseable {

    /**
     * The next ones, each decoded only when it is asked for, so that large ones are not in memory together; to be gone
     * through once. None does not mean that there are no more.
     */
    Iterable<Found> next();

    /** Whether all of the bounds was read. */
    boolean isDone();

    /** How many offsets of the bounds are behind. */
    long behind();

    @Override
    void close();
}
