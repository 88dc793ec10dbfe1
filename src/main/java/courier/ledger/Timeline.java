package courier.ledger;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads what waits, in the order in which it is due, and since when. Low-water marks of the integration keep each look
 * from walking over deleted rows.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Timeline {

    private final KeyValueStore<Bytes, byte[]> open;

    Timeline(KeyValueStore<Bytes, byte[]> open) {
        this.open = open;
    }

    /**
     * Fills the integration's empty window with what is due, notes when the next entry is, and raises the low-water
     * mark to the first one found.
     */
    void look(Integration integration, long now, int most) {
        long next = Long.MAX_VALUE;
        long lowest = now;
        try (KeyValueIterator<Bytes, byte[]> rows = of(integration)) {
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
        try (KeyValueIterator<Bytes, byte[]> rows = of(integration)) {
            return rows.hasNext() ? due(rows.next()) : null;
        }
    }

    /**
     * When the integration's oldest entry that waits or is verified was admitted, in milliseconds since the epoch; null
     * if there is none.
     *
     * <p>One that was never dispatched has been due since it was admitted, so the timeline tells its age. One that came
     * back may be due whenever, and has a row for its age: where the timeline begins with such a one, the ages begin no
     * later.
     */
    @Nullable
    Long oldest(Integration integration) {
        Long cameBack = oldestThatCameBack(integration);
        Integration.Due next = integration.next();
        long from = next == null ? integration.lowDue() : next.dueAt();
        Long due = integration.queued() == 0 ? null : first(of(integration.id(), from));
        return earlier(cameBack, due);
    }

    /** The earlier of two times, either of which there may not be. */
    static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        return one == null || (other != null && other < one) ? other : one;
    }

    /** A look where nothing is goes over all that is deleted behind, so that there is none is remembered. */
    private @Nullable Long oldestThatCameBack(Integration integration) {
        if (integration.lowAdmitted() == Long.MAX_VALUE) {
            return null;
        }
        Long oldest = first(range(
                Keys.ageFrom(integration.id(), integration.lowAdmitted()),
                Keys.ageFrom(integration.id(), Long.MAX_VALUE)));
        integration.aged(oldest == null ? Long.MAX_VALUE : oldest);
        return oldest;
    }

    private KeyValueIterator<Bytes, byte[]> of(Integration integration) {
        return of(integration.id(), integration.lowDue());
    }

    private KeyValueIterator<Bytes, byte[]> of(String integrationId, long from) {
        return range(Keys.timelineFrom(integrationId, from), Keys.timelineFrom(integrationId, Long.MAX_VALUE));
    }

    private KeyValueIterator<Bytes, byte[]> range(byte[] from, byte[] to) {
        return open.range(Bytes.wrap(from), Bytes.wrap(to));
    }

    /** The time in the first key. */
    private static @Nullable Long first(KeyValueIterator<Bytes, byte[]> rows) {
        try (rows) {
            return rows.hasNext() ? Keys.time(rows.peekNextKey().get()) : null;
        }
    }

    private static Integration.Due due(KeyValue<Bytes, byte[]> row) {
        byte[] key = row.key.get();
        return new Integration.Due(Keys.timelineIdentity(key), Keys.time(key), Rows.decodeTimeline(row.value));
    }
}
