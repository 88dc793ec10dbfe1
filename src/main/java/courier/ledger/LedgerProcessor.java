package courier.ledger;

import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in the topology: one task's share of the integrations each.
 *
 * <p>Threads: each instance is owned by its task's stream thread. Kafka Streams may initialise the same instance again
 * after a corruption, while calls of its former life still run: all memory is therefore that of a {@link LedgerTask},
 * made anew at each {@link #init}.
 */
public final class LedgerProcessor implements Processor<String, LedgerInput, String, Told> {

    private final Crew crew;
    private @Nullable LedgerTask task;

    private LedgerProcessor(Crew crew) {
        this.crew = crew;
    }

    /** Makes the processors of a worker, and names their stores. */
    public static final class Supplier implements ProcessorSupplier<String, LedgerInput, String, Told> {

        private final Crew crew;
        private final StoreSettings storeSettings;

        /** Settings of the changelog topic of a store, by the store's name. */
        @FunctionalInterface
        public interface StoreSettings {
            /** The topic's settings. */
            java.util.Map<String, String> of(String store);
        }

        /** A supplier for the worker's crew. */
        public Supplier(Crew crew, StoreSettings storeSettings) {
            this.crew = crew;
            this.storeSettings = storeSettings;
        }

        @Override
        public Processor<String, LedgerInput, String, Told> get() {
            return new LedgerProcessor(crew);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            // counters change with every record: the cache writes them once per commit, in the same transaction
            return Set.of(
                    bytes(LedgerStores.PAYLOAD),
                    bytes(LedgerStores.OPEN),
                    bytes(LedgerStores.SETTLED),
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(LedgerStores.INTEGRATIONS),
                                    Serdes.String(),
                                    Serdes.ByteArray())
                            .withLoggingEnabled(storeSettings.of(LedgerStores.INTEGRATIONS))
                            .withCachingEnabled());
        }

        private StoreBuilder<KeyValueStore<Bytes, byte[]>> bytes(String store) {
            return Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingEnabled(storeSettings.of(store))
                    .withCachingDisabled();
        }
    }

    @Override
    public void init(ProcessorContext<String, Told> context) {
        task = new LedgerTask(crew, LedgerSettings.of(crew.settings(), crew.integrations()), context);
        task.start();
    }

    @Override
    public void process(Record<String, LedgerInput> record) {
        if (task == null) {
            throw new IllegalStateException("Kafka Streams gave a record to a processor that it has not initialised");
        }
        task.take(record.value());
    }

    @Override
    public void close() {
        if (task != null) {
            task.stop();
            task = null;
        }
    }
}
