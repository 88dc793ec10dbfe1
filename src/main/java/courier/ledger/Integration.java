package courier.ledger;

import courier.avro.internal.HoldMark;
import courier.avro.internal.IntegrationRow;
import courier.avro.internal.RefusalCount;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.outcome.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a task keeps in memory of an integration: counters and health, which are also a row of the store, and a short
 * window on what is due next. The backlog itself stays in the store.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Integration {

    /** Entries that are kept at hand of those that are due. */
    static final int WINDOW = 64;

    private static final InternalCodec<IntegrationRow> CODEC = InternalCodec.of(IntegrationRow.class);

    /**
     * A queued entry that is due, as the timeline has it.
     *
     * @param attachmentBytes what its attachments weigh at most
     */
    record Due(Identity identity, long dueAt, long attachmentBytes) {}

    private final String id;
    private final Deque<Due> window = new ArrayDeque<>();
    private long queued;
    private long dispatched;
    private long lowDue;
    private long lowAdmitted;
    private Health health = Health.GOOD;
    private long nextLook;
    private boolean changed = true;

    Integration(String id) {
        this.id = id;
    }

    static Integration of(String id, byte[] row) {
        IntegrationRow stored = CODEC.decode(row);
        Integration integration = new Integration(id);
        integration.queued = stored.getQueued();
        integration.dispatched = stored.getDispatched();
        integration.lowDue = stored.getLowDue();
        integration.lowAdmitted = stored.getLowAdmitted();
        HoldMark mark = stored.getHold();
        integration.health = new Health(
                stored.getFailuresInRow(),
                stored.getProvenAt(),
                stored.getHeldUntil(),
                mark == null ? null : hold(mark),
                new Refusals(stored.getRefusals().stream()
                        .map(count -> new Refusals.Count(count.getCode(), count.getSince(), count.getCount()))
                        .toList()));
        return integration;
    }

    private static Hold hold(HoldMark mark) {
        return new Hold(
                Scope.of(mark.getScope()),
                mark.getCode(),
                mark.getSince(),
                mark.getProbeAt(),
                mark.getProbes(),
                mark.getDoubts(),
                mark.getByPerson(),
                mark.getExpired(),
                mark.getExtendedUntil(),
                mark.getRefusal());
    }

    private static HoldMark mark(Hold hold) {
        return new HoldMark(
                hold.code(),
                hold.since(),
                hold.probeAt(),
                hold.probes(),
                hold.scope().text(),
                hold.doubts(),
                hold.byPerson(),
                hold.expired(),
                hold.extendedUntil(),
                hold.refusal());
    }

    byte[] row() {
        Hold hold = health.hold();
        return CODEC.encode(IntegrationRow.newBuilder()
                .setQueued(queued)
                .setDispatched(dispatched)
                .setLowDue(lowDue)
                .setLowAdmitted(lowAdmitted)
                .setFailuresInRow(health.failuresInRow())
                .setProvenAt(health.provenAt())
                .setHeldUntil(health.heldUntil())
                .setHold(hold == null ? null : mark(hold))
                .setRefusals(health.refusals().counts().stream()
                        .map(count -> new RefusalCount(count.code(), count.since(), count.count()))
                        .toList())
                .build());
    }

    /** Whether nothing is known of it that is worth a row: its intents, if any, were all refused. */
    boolean untouched() {
        return queued == 0 && dispatched == 0 && lowDue == 0 && health.equals(Health.GOOD);
    }

    String id() {
        return id;
    }

    long queued() {
        return queued;
    }

    long dispatched() {
        return dispatched;
    }

    Health health() {
        return health;
    }

    void become(Health next) {
        health = next;
        changed = true;
    }

    void count(Entry before, Entry after) {
        if (before instanceof Entry.Open
                && after instanceof Entry.Open open
                && !(open.phase() instanceof Entry.Dispatched)) {
            // it rises only when somebody asks for the oldest
            lowAdmitted = Math.min(lowAdmitted, open.admittedAt());
        }
        changed = true;
        queued += queued(after) - queued(before);
        dispatched += dispatched(after) - dispatched(before);
    }

    /**
     * The timeline got an entry. The window shows a prefix of the timeline: an entry that is due and follows right
     * behind joins it and need not be looked for, one that belongs into it empties it.
     */
    void added(Due due, long now) {
        lowDue = lowDue == 0 ? due.dueAt() : Math.min(lowDue, due.dueAt());
        Due last = window.peekLast();
        if (last != null && due.dueAt() < last.dueAt()) {
            // or else one that comes next could join before them, and raise the low-water mark above them
            nextLook = Math.min(nextLook, window.getFirst().dueAt());
            window.clear();
        } else if (due.dueAt() <= now && due.dueAt() < nextLook && window.size() < WINDOW) {
            window.addLast(due);
            rise(window.getFirst().dueAt());
            return;
        }
        nextLook = Math.min(nextLook, due.dueAt());
    }

    /** No queued entry is due before this time: where scans start. */
    long lowDue() {
        return lowDue;
    }

    void rise(long due) {
        lowDue = Math.max(lowDue, due);
    }

    /** When the window is empty: nothing beyond it is due before this time, so nobody need look. */
    long nextLook() {
        return nextLook;
    }

    void looked(long next) {
        nextLook = next;
        changed = true;
    }

    /** When the next queued entry is due, as far as is known; {@link Long#MAX_VALUE} if none is queued. */
    long dueAt() {
        Due first = window.peekFirst();
        if (first != null) {
            return first.dueAt();
        }
        return queued == 0 ? Long.MAX_VALUE : nextLook;
    }

    /** Whether something has changed since it was drawn. */
    boolean changed() {
        return changed;
    }

    void drawn() {
        changed = false;
    }

    /** No entry that has come back into the queue was admitted before this time: where the search for one starts. */
    long lowAdmitted() {
        return lowAdmitted;
    }

    void aged(long admitted) {
        lowAdmitted = admitted;
    }

    /** An entry is about to be dispatched or ended: it leaves the window, if it is there. */
    void taken(Due due) {
        if (due.equals(window.peekFirst())) {
            window.removeFirst();
        }
    }

    Deque<Due> window() {
        return window;
    }

    @Nullable
    Due next() {
        return window.peekFirst();
    }

    private static int queued(Entry entry) {
        return entry instanceof Entry.Open open && open.phase() instanceof Entry.Queued ? 1 : 0;
    }

    /** One that is verified counts: its row stands among the dispatched ones, where an earlier release finds it. */
    private static int dispatched(Entry entry) {
        return entry instanceof Entry.Open open && !(open.phase() instanceof Entry.Queued) ? 1 : 0;
    }
}
