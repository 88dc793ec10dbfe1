package courier.ledger;

import courier.intent.Identity;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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
    public static final String PAYLOAD = LedgerStores.PAYLOAD;

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

    /** The stores of a task, as they are read from outside of it. */
    public record Shelves(
            ReadOnlyKeyValueStore<Bytes, byte[]> payload,
            ReadOnlyKeyValueStore<Bytes, byte[]> open,
            ReadOnlyKeyValueStore<Bytes, byte[]> settled) {}

    /** What the ledger knows of an intent's generations, the first one first; empty if nothing. */
    public static List<Found> of(Shelves shelves, String integrationId, String intentId) {
        List<Found> found = List.of();
        for (int look = 0; look < LOOKS && found.isEmpty(); look++) {
            found = look(shelves, new Identity(integrationId, intentId, 0));
        }
        return found;
    }

    private static List<Found> look(Shelves shelves, Identity first) {
        Identity last = new Identity(first.integrationId(), first.intentId(), Integer.MAX_VALUE);
        SortedMap<Integer, Entry> found = new TreeMap<>();
        read(shelves.payload(), Keys.identity(first), Keys.identity(last), Rows::decodeAdmitted, found);
        // twice, as a row goes to and fro between dispatched and queued: what comes later says more
        for (byte kind : new byte[] {Keys.DISPATCHED, Keys.QUEUED, Keys.DISPATCHED}) {
            read(shelves.open(), Keys.of(kind, first), Keys.of(kind, last), Rows::decodeOpen, found);
        }
        read(shelves.settled(), Keys.of(Keys.SETTLED, first), Keys.of(Keys.SETTLED, last), Rows::decodeSettled, found);
        return found.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            byte[] from,
            byte[] to,
            Function<byte[], Entry> decoder,
            SortedMap<Integer, Entry> found) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            for (int read = 0; rows.hasNext() && read < MOST; read++) {
                KeyValue<Bytes, byte[]> row = rows.next();
                found.put(Keys.generation(row.key.get()), decoder.apply(row.value));
            }
        }
    }
}
