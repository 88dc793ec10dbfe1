package courier.ledger;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that counts the rows that are read or written. */
final class CountingStore implements KeyValueStore<Bytes, byte[]> {

    private final KeyValueStore<Bytes, byte[]> store;
    private long touched;
    private long written;

    CountingStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Rows touched since the beginning, or since {@link #forget}. */
    long touched() {
        return touched;
    }

    /** The same of rows written or deleted. */
    long written() {
        return written;
    }

    /** Rows that there are. */
    int size() {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
            for (; rows.hasNext(); rows.next()) {
                size++;
            }
        }
        return size;
    }

    void forget() {
        touched = 0;
        written = 0;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        touched++;
        return store.get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        touched++;
        written++;
        store.put(key, value);
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        touched++;
        written++;
        return store.delete(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        KeyValueIterator<Bytes, byte[]> rows = store.range(from, to);
        return new KeyValueIterator<>() {
            private boolean peeked;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                touched += peeked ? 0 : 1;
                peeked = false;
                return rows.next();
            }

            @Override
            public Bytes peekNextKey() {
                touched += peeked ? 0 : 1;
                peeked = true;
                return rows.peekNextKey();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException("the ledger does not use it");
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        throw new UnsupportedOperationException("the ledger does not use it");
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException("the ledger does not use it of this store");
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }
}
