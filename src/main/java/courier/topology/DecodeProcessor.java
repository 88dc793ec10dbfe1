package courier.topology;

import courier.avro.SourcePosition;
import courier.avro.internal.WaitingRecord;
import courier.encoding.InternalCodec;
import courier.event.Event;
import courier.event.Unreadable;
import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.ops.Time;
import courier.tracing.Stage;
import courier.tracing.TraceContext;
import courier.tracing.Traced;
import courier.tracing.Tracing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decode stage: a record becomes an intent for the ledger or a dead letter. While the registry cannot be asked
 * about a schema, the record waits in a store as it came; records of schemas that are known go on.
 *
 * <p>Threads: owned by the task's stream thread. A look-up in the registry blocks it, so after a failed one none is
 * made for {@link #RETRY}.
 */
final class DecodeProcessor implements Processor<byte[], byte[], String, Decoded> {

    private static final Logger LOG = LoggerFactory.getLogger(DecodeProcessor.class);

    /** Records that wait for the registry. */
    static final String WAITING = "decode-waiting";

    private static final InternalCodec<WaitingRecord> CODEC = InternalCodec.of(WaitingRecord.class);
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final int SCHEMA_PREFIX = 5;
    private static final int BATCH = 500;

    private final Supplier<Decoder> decoders;
    private final RecordRoom room;
    private final Meters meters;
    private final Tracing tracing;
    private final Time time;

    /** Beginnings of values that were read: magic byte and schema id. */
    private final Set<ByteBuffer> known = new HashSet<>();

    private @Nullable Decoder decoder;
    private @Nullable ProcessorContext<String, Decoded> context;
    private @Nullable KeyValueStore<Bytes, byte[]> waiting;
    private @Nullable Cancellable retry;

    private DecodeProcessor(Supplier<Decoder> decoders, RecordRoom room, Meters meters, Tracing tracing, Time time) {
        this.decoders = decoders;
        this.room = room;
        this.meters = meters;
        this.tracing = tracing;
        this.time = time;
    }

    /** Makes the processors of a worker; {@code room} is that of the records that wait. */
    static ProcessorSupplier<byte[], byte[], String, Decoded> supplier(
            Supplier<Decoder> decoders,
            RecordRoom room,
            Meters meters,
            Tracing tracing,
            Time time,
            Map<String, String> changelog) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, Decoded> get() {
                return new DecodeProcessor(decoders, room, meters, tracing, time);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(WAITING), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(changelog)
                        .withCachingDisabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Decoded> newContext) {
        context = newContext;
        decoder = decoders.get();
        waiting = newContext.getStateStore(WAITING);
        retry = null;
        try (KeyValueIterator<Bytes, byte[]> rows = waiting.all()) {
            if (rows.hasNext()) {
                retryLater();
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata position = present(context)
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic without a position"));
        WaitingRecord raw = Decoder.raw(
                record.key(),
                record.value(),
                record.headers(),
                new SourcePosition(
                        position.topic(), position.partition(), position.offset(), Math.max(0, record.timestamp())));
        if (retry != null && !known.contains(beginning(raw))) {
            park(raw);
        } else if (!pass(raw)) {
            LOG.atWarn()
                    .addKeyValue(LogKey.PARTITION.text(), position.partition())
                    .addKeyValue(LogKey.OFFSET.text(), position.offset())
                    .log("The schema registry cannot be asked: intents of schemas not seen yet wait for it");
            park(raw);
            retryLater();
        }
    }

    /** Decodes and forwards; false if the registry was away. */
    private boolean pass(WaitingRecord raw) {
        long now = time.wallMillis();
        SourcePosition source = raw.getSource();
        switch (present(decoder).decode(source.getTopic(), raw, now)) {
            case Decoder.Result.Read(String integrationId, byte[] payload) -> {
                known.add(beginning(raw));
                present(context)
                        .forward(new Record<>(integrationId, new Decoded.ForLedger(payload), source.getTimestamp()));
            }
            case Decoder.Result.Poison(Unreadable.Reason reason, var failure) -> poison(raw, reason, failure, now);
            case Decoder.Result.RegistryAway _ -> {
                return false;
            }
        }
        return true;
    }

    private void poison(WaitingRecord raw, Unreadable.Reason reason, @Nullable Throwable failure, long now) {
        meters.count(Metric.UNREADABLE);
        meters.count(Metric.DEAD_LETTERED, reason.code());
        Event letter = Unreadable.of(raw, reason, failure, now, traced(raw, reason.code(), now));
        present(context).forward(new Record<>("", new Decoded.ForDeadLetters(letter), now));
    }

    /** Tells of the record's short way; returns the context for its dead letter. */
    private @Nullable TraceContext traced(WaitingRecord raw, String code, long now) {
        Traced record = Traced.of(raw);
        tracing.tell(record, new Stage.Admission("refused", code, now));
        return tracing.tellEnd(record, new Stage.Outcome(Stage.End.DEAD_LETTER, code, "", now, now));
    }

    /** One that is too large to wait is too large to go on as well. */
    private void park(WaitingRecord raw) {
        byte[] key = ByteBuffer.allocate(Long.BYTES)
                .putLong(raw.getSource().getOffset())
                .array();
        byte[] row = CODEC.encode(raw);
        if (!room.takes(key, row)) {
            poison(raw, Unreadable.Reason.TOO_LARGE, null, time.wallMillis());
            return;
        }
        meters.count(Metric.WAITING_FOR_REGISTRY);
        present(waiting).put(Bytes.wrap(key), row);
    }

    private void retryLater() {
        retry = present(context).schedule(RETRY, PunctuationType.WALL_CLOCK_TIME, _ -> retry());
    }

    /** Tries the records that wait, oldest first, until the registry is away again. */
    private void retry() {
        List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
        boolean more;
        try (KeyValueIterator<Bytes, byte[]> rows = present(waiting).all()) {
            while (rows.hasNext() && batch.size() < BATCH) {
                batch.add(rows.next());
            }
            more = rows.hasNext();
        }
        for (KeyValue<Bytes, byte[]> row : batch) {
            if (!pass(CODEC.decode(row.value))) {
                return;
            }
            present(waiting).delete(row.key);
        }
        if (!more && retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    private static ByteBuffer beginning(WaitingRecord raw) {
        ByteBuffer value = raw.getValue();
        byte[] beginning = new byte[value == null ? 0 : Math.min(SCHEMA_PREFIX, value.remaining())];
        if (value != null) {
            value.duplicate().get(beginning);
        }
        return ByteBuffer.wrap(beginning);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Kafka Streams used a processor that it has not initialised");
        }
        return value;
    }
}
