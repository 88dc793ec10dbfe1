package courier.ledger;

import courier.intent.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Finds out where an intent stands, by reading the ledger's stores from outside of its task.
 *
 * <p>Threads: any. The rows are as the task has written them so far: what they say may belong to a transaction that is
 * not committed yet, or that will be aborted.
 */
public final class Whereabouts {

    /** A store to read. */
    public static final String OPEN = LedgerStores.OPEN;

    /** A store to read. */
    public static final String SETTLED = LedgerStores.SETTLED;

    /** An intent with more generations than this shows its first ones. */
    private static final int MOST = 100;

    /** An entry moves from row to row while its task works: what seems not to be there is looked for again. */
    private static final int LOOKS = 3;

    private Whereabouts() {}

    /** A generation of an intent, and what the ledger knows of it. */
    public record Found(int generation, Entry entry) {}

    /** What the ledger knows of an intent's generations, the first one first; empty if nothing. */
    public static List<Found> of(
            ReadOnlyKeyValueStore<Bytes, byte[]> open,
            ReadOnlyKeyValueStore<Bytes, byte[]> settled,
            String integrationId,
            String intentId) {
        List<Found> found = List.of();
        for (int look = 0; look < LOOKS && found.isEmpty(); look++) {
            found = look(open, settled, integrationId, intentId);
        }
        return found;
    }

    private static List<Found> look(
            ReadOnlyKeyValueStore<Bytes, byte[]> open,
            ReadOnlyKeyValueStore<Bytes, byte[]> settled,
            String integrationId,
            String intentId) {
        Identity first = new Identity(integrationId, intentId, 0);
        Identity last = new Identity(integrationId, intentId, Integer.MAX_VALUE);
        List<Found> found = new ArrayList<>();
        // a row that goes from dispatched to queued to settled is met on the way
        for (byte kind : new byte[] {Keys.DISPATCHED, Keys.QUEUED, Keys.SETTLED}) {
            boolean ended = kind == Keys.SETTLED;
            try (KeyValueIterator<Bytes, byte[]> rows =
                    (ended ? settled : open).range(Bytes.wrap(Keys.of(kind, first)), Bytes.wrap(Keys.of(kind, last)))) {
                while (rows.hasNext() && found.size() < MOST) {
                    KeyValue<Bytes, byte[]> row = rows.next();
                    int generation = Keys.generation(row.key.get());
                    Entry entry = ended ? Rows.decodeSettled(row.value) : Rows.decodeOpen(row.value);
                    found.removeIf(seen -> seen.generation() == generation);
                    found.add(new Found(generation, entry));
                }
            }
        }
        found.sort(Comparator.comparingInt(Found::generation));
        return found;
    }
}
