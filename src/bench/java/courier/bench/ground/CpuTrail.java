package courier.bench.ground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor time of a process, noted now and then, so that it can be told afterwards what a stretch of time took.
 * Used by one thread.
 */
public final class CpuTrail {
    private final List<Note> notes = new ArrayList<>();

    private record Note(long at, long nanos) {}

    /** Notes what was used since the process's start, at a moment in milliseconds since the epoch. */
    public void note(long at, Duration used) {
        notes.add(new Note(at, used.toNanos()));
    }

    /** What was used between two moments, in milliseconds, by straight lines between the notes. */
    public double millis(long from, long until) {
        return (at(until) - at(from)) / 1e6;
    }

    private double at(long moment) {
        Note before = notes.getFirst();
        for (Note note : notes) {
            if (note.at() >= moment) {
                double share =
                        note.at() == before.at() ? 1 : (double) (moment - before.at()) / (note.at() - before.at());
                return before.nanos() + Math.max(0, share) * (note.nanos() - before.nanos());
            }
            before = note;
        }
        return before.nanos();
    }
}
