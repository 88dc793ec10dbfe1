package courier.ledger;

import courier.intent.Identity;
import courier.tracing.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's durable state, in the key layout of {@link Keys}. A change of an entry is a change of all its rows; what
 * Kafka Streams commits, it commits together.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class LedgerStores {

    /** What was asked, from arrival to end. */
    static final String PAYLOAD = "ledger-payload";
    /** Entries that have not ended, and the timeline. */
    static final String OPEN = "ledger-open";
    /** The memory of what has ended. */
    static final String SETTLED = "ledger-settled";
    /** Counters and health of the integrations. */
    static final String INTEGRATIONS = "ledger-integrations";

    private final KeyValueStore<Bytes, byte[]> payload;
    private final KeyValueStore<Bytes, byte[]> open;
    private final KeyValueStore<Bytes, byte[]> settled;
    private final KeyValueStore<String, byte[]> integrations;
    private final Timeline timeline;
    private boolean anyConflict;

    LedgerStores(ProcessorContext<?, ?> context) {
        payload = context.getStateStore(PAYLOAD);
        open = context.getStateStore(OPEN);
        settled = context.getStateStore(SETTLED);
        integrations = context.getStateStore(INTEGRATIONS);
        timeline = new Timeline(open);
        try (KeyValueIterator<Bytes, byte[]> rows =
                settled.range(key(new byte[] {Keys.CONFLICT}), key(new byte[] {Keys.CONFLICT + 1}))) {
            anyConflict = rows.hasNext();
        }
    }

    /** An entry, and what was asked if it is open. */
    record Asked(Entry entry, byte @Nullable [] payload) {}

    Entry find(Identity identity) {
        byte[] dispatched = open.get(key(Keys.of(Keys.DISPATCHED, identity)));
        if (dispatched != null) {
            return Rows.decodeOpen(dispatched);
        }
        byte[] admitted = payload.get(key(Keys.identity(identity)));
        return admitted == null ? findSettled(identity) : queued(identity, admitted);
    }

    /** The same, with what was asked; sooner if nothing is known of it. */
    Asked findAsked(Identity identity) {
        byte[] admitted = payload.get(key(Keys.identity(identity)));
        if (admitted == null) {
            return new Asked(findSettled(identity), null);
        }
        byte[] dispatched = open.get(key(Keys.of(Keys.DISPATCHED, identity)));
        return new Asked(
                dispatched == null ? queued(identity, admitted) : Rows.decodeOpen(dispatched), Rows.arrived(admitted));
    }

    private Entry.Open queued(Identity identity, byte[] admitted) {
        byte[] row = open.get(key(Keys.of(Keys.QUEUED, identity)));
        return row == null ? Rows.decodeAdmitted(admitted) : Rows.decodeOpen(row);
    }

    private Entry findSettled(Identity identity) {
        byte[] row = settled.get(key(Keys.of(Keys.SETTLED, identity)));
        return row == null ? Entry.ABSENT : Rows.decodeSettled(row);
    }

    /** The trace context that the end of a settled identity was told under; null for none. */
    @Nullable
    TraceContext trace(Identity identity) {
        byte[] row = settled.get(key(Keys.of(Keys.SETTLED, identity)));
        return row == null ? null : Rows.trace(row);
    }

    /** Lets an entry in: until it is dispatched, its row is that of its payload. */
    void admit(Identity identity, Entry.Open entry, byte[] arrived) {
        payload.put(key(Keys.identity(identity)), Rows.encodeAdmitted(entry, arrived));
        open.put(key(Keys.timeline(identity, entry.admittedAt())), Rows.encodeTimeline(entry));
    }

    /**
     * Puts an entry in the place of another one. Its payload goes with its end.
     *
     * @param trace what an end is told under; later changes keep it
     */
    void replace(Identity identity, Entry before, Entry after, @Nullable TraceContext trace) {
        switch (before) {
            case Entry.Open from -> remove(identity, from);
            case Entry.Absent _, Entry.Settled _ -> {}
        }
        switch (after) {
            case Entry.Open to -> put(identity, to);
            case Entry.Settled to -> put(identity, to, before instanceof Entry.Settled, trace);
            case Entry.Absent _ -> {}
        }
    }

    private void remove(Identity identity, Entry.Open entry) {
        switch (entry.phase()) {
            case Entry.Dispatched _ -> drop(open, Keys.of(Keys.DISPATCHED, identity));
            case Entry.Queued(long dueAt) -> {
                drop(open, Keys.timeline(identity, dueAt));
                if (!isUntried(entry)) {
                    drop(open, Keys.of(Keys.QUEUED, identity));
                    drop(open, Keys.age(identity, entry.admittedAt()));
                }
            }
            case Entry.Verifying verifying -> {
                drop(open, Keys.of(Keys.DISPATCHED, identity));
                drop(open, Keys.search(identity, verifying.dueAt()));
                drop(open, Keys.age(identity, entry.admittedAt()));
            }
        }
    }

    private void put(Identity identity, Entry.Open entry) {
        switch (entry.phase()) {
            case Entry.Dispatched _ -> open.put(key(Keys.of(Keys.DISPATCHED, identity)), Rows.encode(entry));
            case Entry.Queued(long dueAt) -> {
                if (isUntried(entry)) {
                    throw new IllegalArgumentException("an entry that was never dispatched is let in with its payload");
                }
                open.put(key(Keys.of(Keys.QUEUED, identity)), Rows.encode(entry));
                open.put(key(Keys.timeline(identity, dueAt)), Rows.encodeTimeline(entry));
                open.put(key(Keys.age(identity, entry.admittedAt())), new byte[0]);
            }
            case Entry.Verifying verifying -> {
                open.put(key(Keys.of(Keys.DISPATCHED, identity)), Rows.encode(entry));
                open.put(key(Keys.search(identity, verifying.dueAt())), new byte[0]);
                open.put(key(Keys.age(identity, entry.admittedAt())), new byte[0]);
            }
        }
    }

    /** Whether it waits as it was let in: a way back from a dispatch counts, leaves a line, or an open outcome. */
    static boolean isUntried(Entry.Open entry) {
        return entry.attempts() + entry.postponements() == 0
                && entry.history().isEmpty()
                && entry.unresolved().isEmpty();
    }

    private void put(Identity identity, Entry.Settled entry, boolean known, @Nullable TraceContext told) {
        byte[] key = Keys.of(Keys.SETTLED, identity);
        TraceContext trace = known ? trace(identity) : told;
        settled.put(key(key), Rows.encode(entry, trace));
        if (!known) {
            settled.put(key(Keys.expiry(entry.settledAt(), key)), new byte[0]);
            drop(payload, Keys.identity(identity));
        }
    }

    /** What was asked; null if the identity is not open. */
    byte @Nullable [] payload(Identity identity) {
        byte[] admitted = payload.get(key(Keys.identity(identity)));
        return admitted == null ? null : Rows.arrived(admitted);
    }

    boolean conflictKnown(Identity identity, String digest) {
        return anyConflict && settled.get(key(Keys.conflict(identity, digest))) != null;
    }

    void rememberConflict(Identity identity, String digest, long now) {
        anyConflict = true;
        byte[] key = Keys.conflict(identity, digest);
        settled.put(key(key), new byte[0]);
        settled.put(key(Keys.expiry(now, key)), new byte[0]);
    }

    /** Goes through all dispatched entries, and those that are verified. */
    void eachDispatched(BiConsumer<Identity, Entry.Open> consumer) {
        try (KeyValueIterator<Bytes, byte[]> rows =
                open.range(key(new byte[] {Keys.DISPATCHED}), key(new byte[] {Keys.DISPATCHED + 1}))) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                if (row.key.get()[0] == Keys.DISPATCHED) {
                    consumer.accept(Keys.openIdentity(row.key.get()), Rows.decodeOpen(row.value));
                }
            }
        }
    }

    /** The entry of an integration for which Kombo is to be asked next, with the time from which on; null for none. */
    @Nullable
    KeyValue<Identity, Long> nextSearch(String integrationId, long from) {
        byte[] to = Keys.searchFrom(integrationId, Long.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> rows = open.range(key(Keys.searchFrom(integrationId, from)), key(to))) {
            if (!rows.hasNext()) {
                return null;
            }
            byte[] row = rows.next().key.get();
            return KeyValue.pair(Keys.timelineIdentity(row), Keys.time(row));
        }
    }

    /** Forgets a search whose entry has gone on without it, as an earlier release may leave it. */
    void dropSearch(Identity identity, long due) {
        drop(open, Keys.search(identity, due));
    }

    /** What is due next, and for how long the entries have been open. */
    Timeline timeline() {
        return timeline;
    }

    void put(Integration integration) {
        integrations.put(integration.id(), integration.row());
    }

    void eachIntegration(BiConsumer<String, byte[]> consumer) {
        try (KeyValueIterator<String, byte[]> rows = integrations.all()) {
            rows.forEachRemaining(row -> consumer.accept(row.key, row.value));
        }
    }

    /**
     * Forgets settled entries, oldest first.
     *
     * @param before those settled before this time, in milliseconds since the epoch
     * @return how many were forgotten
     */
    int forget(long before, int most) {
        List<byte[]> expired = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                settled.range(key(Keys.expiryFrom(0)), key(Keys.expiryFrom(before)))) {
            while (rows.hasNext() && expired.size() < most) {
                expired.add(rows.next().key.get());
            }
        }
        for (byte[] key : expired) {
            drop(settled, Keys.expired(key));
            drop(settled, key);
        }
        return expired.size();
    }

    /** {@link KeyValueStore#delete} would read what it deletes, to give it back. */
    @SuppressWarnings("NullAway") // a value of null is how a row is deleted
    private static void drop(KeyValueStore<Bytes, byte[]> store, byte[] key) {
        store.put(key(key), null);
    }

    private static Bytes key(byte[] bytes) {
        return Bytes.wrap(bytes);
    }
}
