package courier.ledger;

import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedIntent;
import courier.bench.micro.Defaults;
import courier.bench.micro.SampleIntent;
import courier.config.Settings;
import courier.dispatch.Departures;
import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.dispatch.OutcomePublisher;
import courier.dispatch.Searches;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.ops.Meters;
import courier.ops.Time;
import courier.outcome.Application;
import courier.outcome.Lookup;
import courier.outcome.OutcomeCodec;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.topology.RocksMemory;
import courier.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The ledger of a task with a backlog, its rows in RocksDB as the worker keeps them, all slots taken: calls end at once
 * and well, and their outcomes wait until they are taken. Without Kafka: what is written is in no changelog, what is
 * forwarded goes nowhere, and nothing is cached.
 *
 * <p>Threads: used by one, which stands for the stream thread; calls and their outcomes are virtual threads' as in the
 * worker.
 */
final class DeepLedger implements AutoCloseable {
    /** Calls at a time. */
    static final int SLOTS = 256;

    private static final int BACKLOG = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** While the backlog is made, the first dispatches wait. */
    private static final Duration START_BY = Duration.ofHours(1);

    private static final String INCARNATION = "0197f3a2-7b1c-7d53-9c41-2f6d0f3c8a11";
    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);

    private final List<String> integrations;
    private final List<StateStore> stores;
    private final Processor<String, LedgerInput, String, Told> processor;
    private final MockProcessorContext<String, Told> context;
    private final BlockingQueue<OutcomeRecord> outcomes = new LinkedBlockingQueue<>();
    private final Intent sample = SampleIntent.plain();
    private long arrived;

    private DeepLedger(List<String> integrations, Path directory) {
        this.integrations = integrations;
        Properties properties = new Properties();
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class.getName());
        context = new MockProcessorContext<>(properties, new TaskId(0, 7), directory.toFile());
        stores = List.of(
                store(LedgerStores.PAYLOAD, Serdes.Bytes()),
                store(LedgerStores.OPEN, Serdes.Bytes()),
                store(LedgerStores.SETTLED, Serdes.Bytes()),
                store(LedgerStores.INTEGRATIONS, Serdes.String()));
        stores.forEach(store -> store.init(context.getStateStoreContext(), store));
        processor = new LedgerProcessor.Supplier(crew(), _ -> Map.of()).get();
        processor.init(context);
    }

    /** One whose backlog is that of so many integrations, evenly. */
    static DeepLedger of(List<String> integrations, Path directory) {
        DeepLedger ledger = new DeepLedger(integrations, directory);
        ledger.take(ledger.outcome());
        for (int i = 0; i < BACKLOG + SLOTS; i++) {
            ledger.arrive(integrations.get(i % integrations.size()));
        }
        return ledger;
    }

    /** What of the backlog is due. */
    LedgerStores rows() {
        return new LedgerStores(context);
    }

    /** Commits: the calls of all slots are made, and their outcomes are given back. */
    List<OutcomeRecord> callAll() {
        context.resetForwards();
        Fence.current().committed();
        return Stream.generate(this::outcome).limit(SLOTS).toList();
    }

    /** An outcome comes: its intent ends, and another one is dispatched. */
    void take(OutcomeRecord outcome) {
        process(new LedgerInput.Outcome(outcome));
    }

    /** The backlog gets one more in the place of one that ends. */
    void replace(OutcomeRecord ending) {
        if (!(ending instanceof OutcomeRecord.Attempted attempted)) {
            throw new IllegalStateException("not what a call comes to: " + ending);
        }
        arrive(attempted.identity().integrationId());
    }

    @Override
    public void close() {
        processor.close();
        stores.forEach(StateStore::close);
    }

    private void arrive(String integration) {
        Identity identity = new Identity(integration, "01JDB6Q3X9T4V7W2Y5Z8" + arrived++, 0);
        Intent intent = new Intent(identity, sample.jobId(), null, null, false, sample.application());
        process(new LedgerInput.Intent(ARRIVED.encode(ArrivedIntent.newBuilder()
                .setIntent(IntentAvro.toAvro(intent))
                .setSource(new SourcePosition("application-intents", 0, arrived, Time.SYSTEM.wallMillis()))
                .setDigest(ByteBuffer.allocate(32))
                .build())));
    }

    private void process(LedgerInput input) {
        processor.process(new Record<>("", input, 0));
    }

    private OutcomeRecord outcome() {
        try {
            OutcomeRecord next = outcomes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("not all slots were taken: an outcome is missing");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Crew crew() {
        Settings settings = Defaults.but(Map.of());
        int each = Math.ceilDiv(SLOTS, integrations.size());
        Limiter limiter =
                new Limiter(new Bounds(_ -> each, _ -> each, SLOTS, Long.MAX_VALUE, 0, START_BY), Time.SYSTEM);
        OutcomePublisher publisher = new OutcomePublisher(
                (_, _, value) -> keep(value), INCARNATION, Time.SYSTEM, PATIENCE, DeepLedger::lost);
        return new Crew(
                settings,
                settings::integrations,
                new Incarnation(INCARNATION, Set.of(INCARNATION)),
                limiter,
                new Departures((_, gate) -> call(gate), publisher, Time.SYSTEM, START_BY),
                new Searches((_, _) -> new Lookup.Missing(), publisher, limiter, Time.SYSTEM),
                publisher,
                new Meters(new SimpleMeterRegistry()),
                Tracing.OFF,
                new Overview(),
                Time.SYSTEM,
                () -> 0.5);
    }

    private CompletableFuture<?> keep(byte[] value) {
        outcomes.add(OutcomeCodec.decode(value).orElseThrow());
        return CompletableFuture.completedFuture(null);
    }

    private static Journey.Result call(Journey.Gate gate) {
        long now = Time.SYSTEM.wallMillis();
        return gate.start() == Journey.Start.GO
                ? new Journey.Result.Finished(now, now, new Verdict.Settle(Application.UNNAMED, List.of()))
                : new Journey.Result.NotStarted("late");
    }

    private static void lost() {
        throw new IllegalStateException("an outcome was not kept");
    }

    private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
    }
}
