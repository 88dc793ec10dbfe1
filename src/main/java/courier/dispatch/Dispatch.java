package courier.dispatch;

import courier.ops.Time;
import courier.submission.Journey;
import courier.submission.limit.Permit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One marker's right to one call: it is started or cancelled, never both.
 *
 * <pre>
 * MARKED ──commit──▶ COMMITTED ──gate──▶ STARTED
 *    │                   │
 *    └────── cancel ─────┴──────────────▶ CANCELLED
 * </pre>
 *
 * <p>Threads: marked, committed and cancelled on the stream thread that owns the task (cancelled on the shutdown
 * thread, too); started on the call's own virtual thread. The state is one atomic reference; whoever wins the
 * compare-and-set acts.
 */
public final class Dispatch {

    /** Where it stands. */
    enum State {
        MARKED,
        COMMITTED,
        STARTED,
        CANCELLED
    }

    private final Journey.Work work;
    private final String nonce;
    private final int partition;
    private final Permit permit;
    private final Time time;
    private final long markedNanos;
    private final long markedMillis;
    private final AtomicReference<State> state = new AtomicReference<>(State.MARKED);

    Dispatch(Journey.Work work, String nonce, int partition, Permit permit, Time time) {
        this.work = work;
        this.nonce = nonce;
        this.partition = partition;
        this.permit = permit;
        this.time = time;
        this.markedNanos = time.nanos();
        this.markedMillis = time.wallMillis();
    }

    /** The dispatch's unique name. */
    public String nonce() {
        return nonce;
    }

    Journey.Work work() {
        return work;
    }

    /** The outcomes partition that its record goes to: its task's own. */
    int partition() {
        return partition;
    }

    Permit permit() {
        return permit;
    }

    /** The marker is durable. False if it was cancelled before. */
    boolean commit() {
        return state.compareAndSet(State.MARKED, State.COMMITTED);
    }

    /** Takes it back; false if its call has started or it was taken back before. */
    boolean cancel() {
        return state.compareAndSet(State.MARKED, State.CANCELLED)
                || state.compareAndSet(State.COMMITTED, State.CANCELLED);
    }

    /**
     * The gate before the first byte: first a turn by the limits, then the clocks, so that they are asked last. Both of
     * them: the monotonic one stands still while a machine is suspended, the wall clock may be set back.
     */
    Journey.Start start(Duration startBy) {
        if (!permit.start(startBy.minusNanos(time.nanos() - markedNanos))) {
            return cancel() ? Journey.Start.NO_ROOM : Journey.Start.CANCELLED;
        }
        boolean late =
                time.nanos() - markedNanos > startBy.toNanos() || time.wallMillis() - markedMillis > startBy.toMillis();
        if (late) {
            return cancel() ? Journey.Start.LATE : Journey.Start.CANCELLED;
        }
        return state.compareAndSet(State.COMMITTED, State.STARTED) ? Journey.Start.GO : Journey.Start.CANCELLED;
    }

    @Override
    public String toString() {
        return "Dispatch[" + work.identity() + ", " + nonce + ", " + state + "]";
    }
}
