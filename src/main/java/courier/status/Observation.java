package courier.status;

import java.util.List;

/**
 * The partitions of this worker at a moment, as far as a wedge is told by them.
 *
 * @param atNanos the moment, by the clock that only moves forward
 */
record Observation(long atNanos, List<Sample> samples) {

    Observation {
        samples = List.copyOf(samples);
    }

    /**
     * One partition.
     *
     * @param heard outcomes read so far
     * @param startable integrations that have an intent due, and every limit free to call for it
     * @param unheard dispatches of this worker whose calls are over, and whose outcomes have not been read
     * @param overdue 1 if a dispatch is older than any call can be, and has not been judged
     */
    record Sample(int partition, long heard, long startable, long unheard, long overdue) {

        boolean hasWork() {
            return startable + unheard + overdue > 0;
        }
    }
}
