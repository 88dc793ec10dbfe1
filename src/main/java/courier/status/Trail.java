package courier.status;

import courier.ledger.Ends;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * An integration's last quarter of an hour in coarse steps: a ring of fixed size.
 *
 * <p>Guarded by its {@link History}.
 */
final class Trail {

    static final Duration STEP = Duration.ofSeconds(30);
    static final int STEPS = 30;

    private final long[] queued = new long[STEPS];
    private final int[] succeeded = new int[STEPS];
    private final int[] deadLettered = new int[STEPS];

    /**
     * What it has to tell.
     *
     * @param queued at the end of each step, the oldest first
     */
    record Told(List<Long> queued, long succeeded, long deadLettered) {

        static final Told NOTHING = new Told(List.of(), 0, 0);

        Told {
            queued = List.copyOf(queued);
        }
    }

    /** The ring comes to a step again. */
    void begin(int place) {
        queued[place] = 0;
        succeeded[place] = 0;
        deadLettered[place] = 0;
    }

    void queued(int place, long count) {
        queued[place] = count;
    }

    void ended(int place, Ends.Tally tally) {
        succeeded[place] += tally.successes();
        deadLettered[place] += tally.deadLetters();
    }

    boolean silent() {
        return Arrays.stream(queued).allMatch(count -> count == 0) && successes() == 0 && deadLetters() == 0;
    }

    long successes() {
        return Arrays.stream(succeeded).asLongStream().sum();
    }

    long deadLetters() {
        return Arrays.stream(deadLettered).asLongStream().sum();
    }

    /**
     * Tells of the steps so far.
     *
     * @param last the place of the newest step
     * @param known how many steps there are
     */
    Told told(int last, int known) {
        Long[] line = new Long[known];
        for (int i = 0; i < known; i++) {
            line[known - 1 - i] = queued[Math.floorMod(last - i, STEPS)];
        }
        return new Told(List.of(line), successes(), deadLetters());
    }
}
