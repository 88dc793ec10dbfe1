package courier.dispatch;

import java.util.ArrayList;
import java.util.List;

/**
 * The dispatches whose markers are in the open transaction of a stream thread. A commit launches them, anything else
 * takes them back.
 *
 * <p>Threads: one fence per stream thread, touched by that thread alone: markers are written, and transactions
 * committed and aborted, there ({@code RATIONALE.md}, "Why the commit hook is a producer").
 */
public final class Fence {

    private static final ThreadLocal<Fence> CURRENT = ThreadLocal.withInitial(Fence::new);

    private List<Entry> open = new ArrayList<>();

    private record Entry(Departures departures, Dispatch dispatch) {}

    private Fence() {}

    /** The fence of the calling stream thread. */
    public static Fence current() {
        return CURRENT.get();
    }

    void add(Departures departures, Dispatch dispatch) {
        open.add(new Entry(departures, dispatch));
    }

    /** The transaction is committed. Never throws and never blocks: Streams would take it for a failed commit. */
    public void committed() {
        List<Entry> entries = taken();
        for (Entry entry : entries) {
            entry.departures().launch(entry.dispatch());
        }
    }

    /** The transaction is aborted, or nobody knows. Never throws and never blocks. */
    public void dropped() {
        List<Entry> entries = taken();
        for (Entry entry : entries) {
            entry.departures().cancel(entry.dispatch(), "aborted");
        }
    }

    private List<Entry> taken() {
        List<Entry> entries = open;
        open = new ArrayList<>();
        return entries;
    }
}
