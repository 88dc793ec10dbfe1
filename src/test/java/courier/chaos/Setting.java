package courier.chaos;

/**
 * How a run is set up.
 *
 * @param workers processes at the beginning
 * @param threads stream threads of each
 * @param standbys copies of the state on other workers
 */
public record Setting(int workers, int threads, Protocol protocol, int standbys) {

    /** How the workers agree on who has which task. */
    public enum Protocol {
        CLASSIC,
        STREAMS
    }

    /** The same with another protocol. */
    Setting with(Protocol other) {
        return new Setting(workers, threads, other, standbys);
    }

    @Override
    public String toString() {
        return workers + " workers with " + threads + " threads, " + standbys + " standbys, protocol " + protocol;
    }
}
