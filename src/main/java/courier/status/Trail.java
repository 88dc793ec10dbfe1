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

    /** Five minutes: an integration that has begun to fail is not excused by what went well before. */
    static final int STEPS_OF_LATE = 10;

    /** Fewer dead letters say nothing: a job may have been closed. */
    private static final int FAILURES_MIN = 3;

    private final long[] queued = new long[STEPS];
    private final int[] succeeded = new int[STEPS];
    private final int[] deadLettered = new int[STEPS];

    /**
     * What it has to tell.
     *
     * @param queued at the end of each step, the oldest first
     * @param failing whether at least half of what has ended was dead-lettered, in all the time or in the last part of
     *     it
     */
    record Told(List<Long> queued, long succeeded, long deadLettered, boolean failing) {

        static final Told NOTHING = new Told(List.of(), 0, 0, false);

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
        return Arrays.stream(queued).allMatch(count -> count == 0)
                && Arrays.stream(succeeded).allMatch(count -> count == 0)
                && Arrays.stream(deadLettered).allMatch(count -> count == 0);
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
        return new Told(
                List.of(line),
                sum(succeeded, last, STEPS),
                sum(deadLettered, last, STEPS),
                failing(last, STEPS) || failing(last, STEPS_OF_LATE));
    }

    private boolean failing(int last, int steps) {
        long failures = sum(deadLettered, last, steps);
        return failures >= FAILURES_MIN && failures >= sum(succeeded, last, steps);
    }

    private static long sum(int[] ring, int last, int steps) {
        long sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += ring[Math.floorMod(last - i, STEPS)];
        }
        return sum;
    }
}
