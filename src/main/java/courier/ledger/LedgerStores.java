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

    LedgerStores(ProcessorContext<?, ?> context) {
        payload = context.getStateStore(PAYLOAD);
        open = context.getStateStore(OPEN);
        settled = context.getStateStore(SETTLED);
        integrations = context.getStateStore(INTEGRATIONS);
    }

    Entry find(Identity identity) {
        byte[] row = open.get(key(Keys.of(Keys.DISPATCHED, identity)));
        if (row == null) {
            row = open.get(key(Keys.of(Keys.QUEUED, identity)));
        }
        return row != null ? Rows.decodeOpen(row) : findSettled(identity);
    }

    /** The same, sooner if the entry waits in the queue. */
    Entry findQueued(Identity identity) {
        byte[] row = open.get(key(Keys.of(Keys.QUEUED, identity)));
        return row != null ? Rows.decodeOpen(row) : find(identity);
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
        age(identity, before, after);
        switch (after) {
            case Entry.Open to -> put(identity, to);
            case Entry.Settled to -> put(identity, to, before instanceof Entry.Settled, trace);
            case Entry.Absent _ -> {}
        }
    }

    /** An entry's age is written once and deleted once: what happens in between does not change it. */
    private void age(Identity identity, Entry before, Entry after) {
        if (after instanceof Entry.Open to && !(before instanceof Entry.Open)) {
            open.put(key(Keys.age(identity, to.admittedAt())), new byte[0]);
        } else if (before instanceof Entry.Open from && !(after instanceof Entry.Open)) {
            open.delete(key(Keys.age(identity, from.admittedAt())));
        }
    }

    private void remove(Identity identity, Entry.Open entry) {
        switch (entry.phase()) {
            case Entry.Dispatched _ -> open.delete(key(Keys.of(Keys.DISPATCHED, identity)));
            case Entry.Queued(long dueAt) -> {
                open.delete(key(Keys.of(Keys.QUEUED, identity)));
                open.delete(key(Keys.timeline(identity, dueAt)));
            }
            case Entry.Verifying verifying -> {
                open.delete(key(Keys.of(Keys.DISPATCHED, identity)));
                open.delete(key(Keys.search(identity, verifying.dueAt())));
            }
        }
    }

    private void put(Identity identity, Entry.Open entry) {
        switch (entry.phase()) {
            case Entry.Dispatched _ -> open.put(key(Keys.of(Keys.DISPATCHED, identity)), Rows.encode(entry));
            case Entry.Queued(long dueAt) -> {
                open.put(key(Keys.of(Keys.QUEUED, identity)), Rows.encode(entry));
                open.put(key(Keys.timeline(identity, dueAt)), Rows.encodeTimeline(entry));
            }
            case Entry.Verifying verifying -> {
                open.put(key(Keys.of(Keys.DISPATCHED, identity)), Rows.encode(entry));
                open.put(key(Keys.search(identity, verifying.dueAt())), new byte[0]);
            }
        }
    }

    private void put(Identity identity, Entry.Settled entry, boolean known, @Nullable TraceContext told) {
        byte[] key = Keys.of(Keys.SETTLED, identity);
        TraceContext trace = known ? trace(identity) : told;
        settled.put(key(key), Rows.encode(entry, trace));
        if (!known) {
            settled.put(key(Keys.expiry(entry.settledAt(), key)), new byte[0]);
            payload.delete(key(Keys.identity(identity)));
        }
    }

    void putPayload(Identity identity, byte[] bytes) {
        payload.put(key(Keys.identity(identity)), bytes);
    }

    byte @Nullable [] payload(Identity identity) {
        return payload.get(key(Keys.identity(identity)));
    }

    boolean conflictKnown(Identity identity, String digest) {
        return settled.get(key(Keys.conflict(identity, digest))) != null;
    }

    void rememberConflict(Identity identity, String digest, long now) {
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
        open.delete(key(Keys.search(identity, due)));
    }

    /**
     * Fills the integration's empty window with what is due, notes when the next entry is, and raises the low-water
     * mark to the first one found.
     */
    void look(Integration integration, long now, int most) {
        byte[] from = Keys.timelineFrom(integration.id(), integration.lowDue());
        byte[] to = Keys.timelineFrom(integration.id(), Long.MAX_VALUE);
        long next = Long.MAX_VALUE;
        long lowest = now;
        try (KeyValueIterator<Bytes, byte[]> rows = open.range(key(from), key(to))) {
            if (rows.hasNext()) {
                lowest = Keys.time(rows.peekNextKey().get());
            }
            while (rows.hasNext() && next == Long.MAX_VALUE) {
                KeyValue<Bytes, byte[]> row = rows.next();
                long due = Keys.time(row.key.get());
                if (due > now || integration.window().size() == most) {
                    next = due;
                } else {
                    integration.window().addLast(due(row));
                }
            }
        }
        integration.rise(lowest);
        integration.looked(next);
    }

    /** The entry of the integration that is due next, if not yet: for a probing call that cannot wait for it. */
    Integration.@Nullable Due earliest(Integration integration) {
        byte[] from = Keys.timelineFrom(integration.id(), integration.lowDue());
        byte[] to = Keys.timelineFrom(integration.id(), Long.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> rows = open.range(key(from), key(to))) {
            return rows.hasNext() ? due(rows.next()) : null;
        }
    }

    private static Integration.Due due(KeyValue<Bytes, byte[]> row) {
        byte[] key = row.key.get();
        return new Integration.Due(Keys.timelineIdentity(key), Keys.time(key), Rows.decodeTimeline(row.value));
    }

    /**
     * When the integration's oldest open entry was admitted, in milliseconds since the epoch; null if there is none.
     * Raises the low-water mark from which it is looked for, past the deleted rows.
     */
    @Nullable
    Long oldest(Integration integration) {
        byte[] from = Keys.ageFrom(integration.id(), integration.lowAdmitted());
        byte[] to = Keys.ageFrom(integration.id(), Long.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> rows = open.range(key(from), key(to))) {
            if (!rows.hasNext()) {
                return null;
            }
            long admitted = Keys.time(rows.peekNextKey().get());
            integration.aged(admitted);
            return admitted;
        }
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
            settled.delete(key(Keys.expired(key)));
            settled.delete(key(key));
        }
        return expired.size();
    }

    private static Bytes key(byte[] bytes) {
        return Bytes.wrap(bytes);
    }
}
