package courier.chaos;

/**
 * How a run is set up.
 *
 * @param workers processes at the beginning
 * @param threads stream threads of each
 * @param standbys copies of the state on other workers
 * @param commitMillis how often each thread commits
 */
public record Setting(int workers, int threads, Protocol protocol, int standbys, int commitMillis) {

    /** What a worker does by default. */
    private static final int USUAL_COMMIT_MILLIS = 100;

    public Setting(int workers, int threads, Protocol protocol, int standbys) {
        this(workers, threads, protocol, standbys, USUAL_COMMIT_MILLIS);
    }

    /** How the workers agree on who has which task. */
    public enum Protocol {
        CLASSIC,
        STREAMS
    }

    /** The same with another protocol. */
    Setting with(Protocol other) {
        return new Setting(workers, threads, other, standbys, commitMillis);
    }

    /** The same with other commits. */
    Setting committing(int everyMillis) {
        return new Setting(workers, threads, protocol, standbys, everyMillis);
    }

    @Override
    public String toString() {
        return workers + " workers with " + threads + " threads, " + standbys + " standbys, protocol " + protocol
                + (commitMillis == USUAL_COMMIT_MILLIS ? "" : ", a commit every " + commitMillis + " ms");
    }
}
