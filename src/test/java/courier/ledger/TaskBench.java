package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.config.Settings;
import courier.dispatch.Departures;
import courier.dispatch.FakeSender;
import courier.dispatch.Fence;
import courier.dispatch.Incarnation;
import courier.dispatch.Inline;
import courier.dispatch.OutcomePublisher;
import courier.dispatch.Searches;
import courier.encoding.InternalCodec;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.Search;
import courier.submission.limit.Answer;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.testing.ManualTime;
import courier.testing.SampleIntents;
import courier.tracing.ToldStages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A ledger processor of one worker with everything around it: stores that outlive it, clocks turned by hand, real slots
 * and departures, a Kombo that answers as told, and an outcomes partition that is read when the test says so. Nothing
 * runs on another thread; a call is made, and its outcome sent, within {@link #commit}.
 */
final class TaskBench {

    static final String INTEGRATION = SampleIntents.INTEGRATION;

    private static final int PARTITION = 3;
    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);

    final ManualTime time;
    final Settings settings;
    final FakeSender sender = new FakeSender();
    final Limiter limiter;
    final Departures departures;
    final Searches searches;
    final Meters meters = new Meters(new SimpleMeterRegistry());
    final ToldStages spans = new ToldStages();
    final Overview overview = new Overview();
    final MockProcessorContext<String, Told> context;
    /** The calls made, in their order. */
    final List<String> calls = new ArrayList<>();

    Supplier<Verdict> kombo = Given::settle;
    /** For answers that depend on what is called. */
    Function<Journey.Work, Verdict> komboOf = _ -> kombo.get();
    /** Whether calls come to their gate too late. */
    boolean late;
    /** What the answers say of the pace. */
    Answer pace = Answer.NONE;

    /** What a search finds. */
    Supplier<Lookup> found = Lookup.Missing::new;
    /** The searches made, in their order. */
    final List<Search.Question> asked = new ArrayList<>();

    private final List<StateStore> stores;
    private final Processor<String, LedgerInput, String, Told> processor;
    private final Map<CapturedPunctuator, Long> alarms = new LinkedHashMap<>();
    private int scheduled;
    private int read;

    private TaskBench(Incarnation incarnation, Settings settings, ManualTime time, List<StateStore> stores) {
        this.time = time;
        this.stores = stores;
        this.settings = settings;
        int slots = settings.integrations().standard().slots();
        this.limiter = new Limiter(Bounds.of(slots, settings.limits().slotsPerWorker()), time);
        OutcomePublisher publisher = Inline.publisher(sender, incarnation.id(), time);
        departures =
                Inline.departures(this::call, publisher, time, settings.ledger().startBy());
        searches = Inline.searches(this::look, publisher, limiter, time);
        Crew crew = Crews.of(
                settings, incarnation, limiter, departures, searches, publisher, meters, spans, overview, time);
        context = new MockProcessorContext<>(
                new Properties(), new TaskId(0, PARTITION), Path.of("target").toFile());
        processor = new LedgerProcessor.Supplier(crew, _ -> Map.of()).get();
    }

    /** A worker with empty stores. */
    static TaskBench of(String incarnation, int slots) {
        return of(incarnation, BenchSettings.slots(slots));
    }

    /** The same with other settings. */
    static TaskBench of(String incarnation, Settings settings) {
        Incarnation first = new Incarnation(incarnation, Set.of(incarnation));
        TaskBench bench = new TaskBench(first, settings, new ManualTime(), new ArrayList<>());
        bench.stores.add(store(LedgerStores.PAYLOAD, Serdes.Bytes()));
        bench.stores.add(store(LedgerStores.OPEN, Serdes.Bytes()));
        bench.stores.add(store(LedgerStores.SETTLED, Serdes.Bytes()));
        bench.stores.add(store(LedgerStores.INTEGRATIONS, Serdes.String()));
        bench.stores.forEach(store -> store.init(bench.context.getStateStoreContext(), store));
        return bench;
    }

    /** The worker that gets this one's task, after this one has died in the middle of its calls. */
    TaskBench crashed(Incarnation next) {
        Fence.current().dropped();
        return handedTo(next);
    }

    /** The worker that gets this one's task. */
    TaskBench handedTo(Incarnation next) {
        TaskBench bench = new TaskBench(next, settings, time, stores);
        stores.forEach(bench.context::addStateStore);
        return bench;
    }

    private static <K> StateStore store(String name, Serde<K> keys) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        return store;
    }

    Duration grace() {
        return LedgerSettings.of(settings, settings::integrations).grace();
    }

    /** Sets the processor up; its first probe is sent, but not read. */
    TaskBench init() {
        processor.init(context);
        return this;
    }

    /** Sets the processor up and reads its first probe back. */
    TaskBench ready() {
        init().hearAll();
        return this;
    }

    void close() {
        processor.close();
    }

    void arrive(String... intentIds) {
        for (String intentId : intentIds) {
            arriveAt(INTEGRATION, intentId);
        }
    }

    void arriveAt(String integration, String intentId) {
        arrive(Arriving.intent(integration, intentId, time.wallMillis()));
    }

    void arrive(ArrivedIntent intent) {
        process(new LedgerInput.Intent(ARRIVED.encode(intent)));
    }

    /** The transaction is committed: the calls of its markers are made, and their outcomes sent. */
    void commit() {
        Fence.current().committed();
    }

    /** Reads the next record of the outcomes partition back; false if there is none. */
    boolean hear() {
        if (read == sender.records().size()) {
            return false;
        }
        hear(sender.records().get(read++));
        return true;
    }

    void hear(OutcomeRecord record) {
        process(new LedgerInput.Outcome(record));
    }

    void hearAll() {
        while (hear()) {
            // until nothing is left
        }
    }

    /** Everything that was sent and not read is never read. */
    void lose() {
        read = sender.records().size();
    }

    /** Turns the clocks on and rings what is due then. */
    void advance(Duration duration) {
        noteAlarms();
        time.advance(duration);
        List.copyOf(alarms.entrySet()).forEach(alarm -> {
            if (alarm.getValue() <= time.wallMillis() && !alarm.getKey().cancelled()) {
                alarm.getKey().getPunctuator().punctuate(time.wallMillis());
            }
        });
        alarms.keySet().removeIf(CapturedPunctuator::cancelled);
        noteAlarms();
    }

    /** When the next alarm is due, in milliseconds since the epoch. */
    long nextAlarm() {
        noteAlarms();
        return alarms.entrySet().stream()
                .filter(alarm -> !alarm.getKey().cancelled())
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The clocks are turned by {@link #advance} alone, so what is new was scheduled at the present time. */
    private void noteAlarms() {
        List<CapturedPunctuator> all = context.scheduledPunctuators();
        all.subList(scheduled, all.size())
                .forEach(alarm -> alarms.put(
                        alarm, time.wallMillis() + alarm.getInterval().toMillis()));
        scheduled = all.size();
    }

    private void process(LedgerInput input) {
        processor.process(new Record<>(INTEGRATION, input, time.wallMillis()));
    }

    private Journey.Result call(Journey.Work work, Journey.Gate gate) {
        if (late || gate.start() != Journey.Start.GO) {
            return new Journey.Result.NotStarted("late");
        }
        calls.add(work.identity().intentId());
        gate.answered(pace);
        return new Journey.Result.Finished(time.wallMillis(), time.wallMillis(), komboOf.apply(work));
    }

    private Lookup look(Search.Question question, Search.Gate gate) {
        asked.add(question);
        return gate.next() ? found.get() : new Lookup.Failed(Given.CAUSE);
    }

    /** What was told the world, in short: the intent and how it ended. */
    List<String> told() {
        return News.of(context).intents();
    }

    /** What was told of holds, in short: the key and what became of its hold. */
    List<String> holdsTold() {
        return News.of(context).holds();
    }

    List<HoldEvent> holdEvents() {
        return News.of(context).holdEvents();
    }

    long counted(Metric metric) {
        return meters.counts().getOrDefault(metric, 0L);
    }

    long probes() {
        return sender.records().stream()
                .filter(OutcomeRecord.Probed.class::isInstance)
                .count();
    }

    /** What the store says of the integration. */
    Integration integration() {
        return integration(INTEGRATION);
    }

    Integration integration(String id) {
        KeyValueStore<String, byte[]> integrations = context.getStateStore(LedgerStores.INTEGRATIONS);
        return Integration.of(id, integrations.get(id));
    }
}
