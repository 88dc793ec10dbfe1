package courier.ledger;

import courier.intent.Identity;
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

    private Entry findSettled(Identity identity) {
        byte[] row = settled.get(key(Keys.of(Keys.SETTLED, identity)));
        return row == null ? Entry.ABSENT : Rows.decodeSettled(row);
    }

    /** Puts an entry in the place of another one. Its payload goes with its end. */
    void replace(Identity identity, Entry before, Entry after) {
        switch (before) {
            case Entry.Open from -> remove(identity, from);
            case Entry.Absent _, Entry.Settled _ -> {}
        }
        switch (after) {
            case Entry.Open to -> put(identity, to);
            case Entry.Settled to -> put(identity, to, before instanceof Entry.Settled);
            case Entry.Absent _ -> {}
        }
    }

    private void remove(Identity identity, Entry.Open entry) {
        switch (entry.phase()) {
            case Entry.Dispatched _ -> open.delete(key(Keys.of(Keys.DISPATCHED, identity)));
            case Entry.Queued(long dueAt) -> {
                open.delete(key(Keys.of(Keys.QUEUED, identity)));
                open.delete(key(Keys.timeline(identity, dueAt)));
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
        }
    }

    private void put(Identity identity, Entry.Settled entry, boolean known) {
        byte[] key = Keys.of(Keys.SETTLED, identity);
        settled.put(key(key), Rows.encode(entry));
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

    /** All dispatched entries; they are as many as calls were under way, so they fit into memory. */
    List<KeyValue<Identity, Entry.Open>> dispatched() {
        List<KeyValue<Identity, Entry.Open>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                open.range(key(new byte[] {Keys.DISPATCHED}), key(new byte[] {Keys.DISPATCHED + 1}))) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                if (row.key.get()[0] == Keys.DISPATCHED) {
                    entries.add(KeyValue.pair(Keys.openIdentity(row.key.get()), Rows.decodeOpen(row.value)));
                }
            }
        }
        return entries;
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
                lowest = Keys.due(rows.peekNextKey().get());
            }
            while (rows.hasNext() && next == Long.MAX_VALUE) {
                KeyValue<Bytes, byte[]> row = rows.next();
                byte[] key = row.key.get();
                long due = Keys.due(key);
                if (due > now || integration.window().size() == most) {
                    next = due;
                } else {
                    integration
                            .window()
                            .addLast(new Integration.Due(
                                    Keys.timelineIdentity(key), due, Rows.decodeTimeline(row.value)));
                }
            }
        }
        integration.rise(lowest);
        integration.looked(next);
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
