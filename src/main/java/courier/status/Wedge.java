package courier.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A partition in which nothing settles although it should: whatever the reason, only somebody outside can tell.
 *
 * @param lasts how long it has, as far as is remembered
 * @param count of what the cause speaks
 */
record Wedge(int partition, Duration lasts, Cause cause, long count) {

    /** A shorter history than this says nothing: the machine may have been asleep. */
    private static final int OBSERVATIONS_MIN = 3;

    /** What should go on and does not. */
    enum Cause {
        /** Intents are due and not dispatched. */
        NOT_STARTED("not-started", "integrations have intents due and every limit free, and nothing is called"),
        /** Calls are over and the ledger does not read of it. */
        NOT_HEARD("not-heard", "calls are over, and their outcomes are not read back from the outcomes topic"),
        /** Dispatches are not judged. */
        NOT_JUDGED("not-judged", "dispatches are older than a call can be, and are not judged");

        private final String text;
        private final String meaning;

        Cause(String text, String meaning) {
            this.text = text;
            this.meaning = meaning;
        }

        String text() {
            return text;
        }
    }

    /**
     * Looks for one in what was observed: a partition that had something to do at every look, and has heard no outcome
     * between the first and the last of them.
     *
     * @param history the oldest observation first
     * @param bound how long that may last
     */
    static Optional<Wedge> find(List<Observation> history, Duration bound) {
        return history.isEmpty()
                ? Optional.empty()
                : history.getLast().samples().stream()
                        .filter(Observation.Sample::hasWork)
                        .flatMap(sample -> of(sample, history, bound).stream())
                        .findFirst();
    }

    private static Optional<Wedge> of(Observation.Sample newest, List<Observation> history, Duration bound) {
        long now = history.getLast().atNanos();
        long since = now;
        int looks = 0;
        for (Observation observation : history.reversed()) {
            boolean stuck = observation.samples().stream()
                    .anyMatch(sample -> sample.partition() == newest.partition()
                            && sample.heard() == newest.heard()
                            && sample.hasWork());
            if (!stuck) {
                break;
            }
            since = observation.atNanos();
            looks++;
        }
        Duration lasts = Duration.ofNanos(now - since);
        return looks < OBSERVATIONS_MIN || lasts.compareTo(bound) < 0
                ? Optional.empty()
                : Optional.of(of(newest, lasts));
    }

    private static Wedge of(Observation.Sample sample, Duration lasts) {
        if (sample.startable() > 0) {
            return new Wedge(sample.partition(), lasts, Cause.NOT_STARTED, sample.startable());
        }
        return sample.unheard() > 0
                ? new Wedge(sample.partition(), lasts, Cause.NOT_HEARD, sample.unheard())
                : new Wedge(sample.partition(), lasts, Cause.NOT_JUDGED, sample.overdue());
    }

    /** For a person. */
    String message() {
        return "For " + lasts.toSeconds() + " s nothing has settled in partition " + partition + ": " + count + " "
                + cause.meaning + ".";
    }
}
