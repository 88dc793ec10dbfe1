package courier.topology;

import courier.admission.Admission;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.IntegrationHold;
import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.Sources;
import courier.dispatch.Departures;
import courier.dispatch.Incarnation;
import courier.dispatch.OutcomePublisher;
import courier.dispatch.Searches;
import courier.event.DeadLetterParts;
import courier.event.Event;
import courier.event.Events;
import courier.ledger.Crew;
import courier.ledger.LedgerInput;
import courier.ledger.LedgerProcessor;
import courier.ledger.Overview;
import courier.ledger.Told;
import courier.ops.Meters;
import courier.ops.Time;
import courier.outcome.Lookup;
import courier.outcome.OutcomeCodec;
import courier.registry.EventSerdes;
import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The way of an intent through Kafka Streams.
 *
 * <pre>
 * intents ─▶ decode ─▶ re-key by integration ─▶ repartition ─┐
 *              │                                             ├─▶ ledger ─▶ events ─▶ successes, warnings, dead letters,
 *              └─▶ dead letters                outcomes ─────┘                        operations
 * </pre>
 */
public final class CourierTopology {

    private final Settings settings;
    private final TopicPlan plan;
    private final Crew crew;
    private final Rooms rooms;
    private final Serde<? extends SpecificRecord> serde;

    /**
     * A topology.
     *
     * @param serde of the values of the public topics, whatever their type
     */
    CourierTopology(Settings settings, TopicPlan plan, Crew crew, Rooms rooms, Serde<? extends SpecificRecord> serde) {
        this.settings = settings;
        this.plan = plan;
        this.crew = crew;
        this.rooms = rooms;
        this.serde = serde;
    }

    /** The description of the topology with the default settings, as Kafka Streams gives it. Needs no cluster. */
    public static String describe() {
        Settings settings =
                switch (SettingsLoader.load(new Sources(null, Map.of(), Map.of()), SettingsLoader.Purpose.TOPICS)) {
                    case Loading.Loaded(Settings loaded) -> loaded;
                    case Loading.Invalid invalid ->
                        throw new IllegalStateException("the default settings are invalid: " + invalid.text());
                };
        Time time = Time.SYSTEM;
        OutcomePublisher publisher = new OutcomePublisher(
                (_, _, _) -> new CompletableFuture<>(), "described", time, Duration.ZERO, () -> {});
        Limiter limiter = new Limiter(Bounds.of(1, 1), time);
        Crew crew = new Crew(
                settings,
                settings::integrations,
                new Incarnation("described", Set.of()),
                limiter,
                new Departures((_, _) -> new Journey.Result.NotStarted("described"), publisher, time, Duration.ZERO),
                new Searches((_, _) -> new Lookup.Missing(), publisher, limiter, time),
                publisher,
                new Meters(new SimpleMeterRegistry()),
                Tracing.OFF,
                new Overview(),
                time,
                () -> 0);
        // made as for a worker, since building asks it for its halves; the registry is not asked before a record comes
        try (Serde<SpecificRecord> serde = EventSerdes.create(settings.registry())) {
            TopicPlan plan = TopicPlan.load();
            return new CourierTopology(settings, plan, crew, Rooms.of(settings, plan, Map.of()), serde)
                    .build()
                    .describe()
                    .toString();
        }
    }

    /** Builds it. */
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Told> told = intents(builder)
                .merge(outcomes(builder), Named.as(Names.TO_LEDGER))
                .process(
                        new LedgerProcessor.Supplier(crew, store -> plan.internalConfigs(role(store))),
                        Named.as(Names.LEDGER));
        publish(told);
        return builder.build();
    }

    private KStream<String, LedgerInput> intents(StreamsBuilder builder) {
        Admission admission = new Admission(settings.attachments());
        Map<String, KStream<String, Decoded>> decoded = builder.stream(
                        settings.topics().intents(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(Timestamps.INTENTS)
                                .withName(Names.INTENTS))
                .process(
                        DecodeProcessor.supplier(
                                () -> new Decoder(serde.deserializer(), admission, rooms.repartition()),
                                rooms.waiting(),
                                crew.meters(),
                                crew.tracing(),
                                crew.time(),
                                plan.internalConfigs(TopicRole.WAITING)),
                        Named.as(Names.DECODE))
                .split(Named.as(Names.DECODED))
                .branch((_, value) -> value instanceof Decoded.ForLedger, Branched.as(Names.READABLE))
                .defaultBranch(Branched.as(Names.UNREADABLE));
        branch(decoded, Names.DECODED + Names.UNREADABLE)
                .process(recorder(CourierTopology::unreadable), Named.as(Names.UNREADABLE_EVENTS))
                .to(
                        settings.topics().deadLetters(),
                        Produced.with(Serdes.ByteArray(), values()).withName(Names.UNREADABLE_DEAD_LETTERS));
        return branch(decoded, Names.DECODED + Names.READABLE)
                .mapValues(CourierTopology::payload, Named.as(Names.TO_PAYLOAD))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(Names.REPARTITION)
                        .withNumberOfPartitions(settings.topics().partitions()))
                .mapValues(payload -> new LedgerInput.Intent(payload), Named.as(Names.FROM_REPARTITION));
    }

    private KStream<String, LedgerInput> outcomes(StreamsBuilder builder) {
        return builder.stream(
                        settings.topics().outcomes(),
                        Consumed.with(Serdes.String(), Serdes.ByteArray())
                                .withTimestampExtractor(Timestamps.OUTCOMES)
                                .withName(Names.OUTCOMES))
                .flatMapValues(
                        bytes -> OutcomeCodec.decode(bytes).<LedgerInput>map(LedgerInput.Outcome::new).stream()
                                .toList(),
                        Named.as(Names.FROM_OUTCOMES));
    }

    private void publish(KStream<String, Told> told) {
        Map<String, KStream<byte[], SpecificRecord>> events = told.process(recorder(Events::of), Named.as(Names.EVENTS))
                .split(Named.as(Names.EVENT))
                .branch((_, value) -> value instanceof ApplicationSuccess, Branched.as(Names.SUCCESSES))
                .branch((_, value) -> value instanceof ApplicationWarning, Branched.as(Names.WARNINGS))
                .branch((_, value) -> value instanceof IntegrationHold, Branched.as(Names.OPERATIONS))
                .defaultBranch(Branched.as(Names.DEAD_LETTERS));
        to(events, Names.SUCCESSES, settings.topics().successes());
        to(events, Names.WARNINGS, settings.topics().warnings());
        to(events, Names.OPERATIONS, settings.topics().operations());
        to(events, Names.DEAD_LETTERS, settings.topics().deadLetters());
    }

    private void to(Map<String, KStream<byte[], SpecificRecord>> events, String name, String topic) {
        branch(events, Names.EVENT + name)
                .to(topic, Produced.with(Serdes.ByteArray(), values()).withName(name));
    }

    private static Event unreadable(Decoded decoded) {
        return switch (decoded) {
            case Decoded.ForDeadLetters(Event event) -> event;
            case Decoded.ForLedger _ -> throw new IllegalStateException("an intent went the way of unreadable records");
        };
    }

    private static byte[] payload(Decoded decoded) {
        return switch (decoded) {
            case Decoded.ForLedger(byte[] payload) -> payload;
            case Decoded.ForDeadLetters _ ->
                throw new IllegalStateException("an unreadable record went the intents' way");
        };
    }

    private <V> ProcessorSupplier<String, V, byte[], SpecificRecord> recorder(Function<V, Event> events) {
        DeadLetterParts parts = new DeadLetterParts(
                rooms.deadLetters().plainBytes(),
                letter -> values().serializer().serialize(settings.topics().deadLetters(), letter));
        return () -> new EventRecorder<>(events, parts, crew.meters());
    }

    private static <K, V> KStream<K, V> branch(Map<String, KStream<K, V>> branches, String name) {
        KStream<K, V> branch = branches.get(name);
        if (branch == null) {
            throw new IllegalStateException("the topology has no branch " + name);
        }
        return branch;
    }

    /** One serde serves all types of the public topics: which schema a value has, it says itself. */
    @SuppressWarnings("unchecked")
    private Serde<SpecificRecord> values() {
        return (Serde<SpecificRecord>) serde;
    }

    private static TopicRole role(String store) {
        return switch (store) {
            case "ledger-payload" -> TopicRole.PAYLOAD;
            case "ledger-open" -> TopicRole.OPEN;
            case "ledger-settled" -> TopicRole.SETTLED;
            case "ledger-integrations" -> TopicRole.INTEGRATIONS;
            default -> throw new IllegalStateException("topics.yaml knows no changelog for the store " + store);
        };
    }
}
