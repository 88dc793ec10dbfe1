package courier.replay;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.event.DeadLetterAssembly;
import courier.ops.Time;
import courier.registry.EventSerdes;
import courier.registry.RegistryFailures;
import courier.replay.Found.Letter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** The dead-letter topic of a cluster. */
public final class KafkaLetterDesk implements LetterDesk {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** What a dead letter in parts may have, unpacked. */
    private static final long MOST_BYTES = 64 << 20;

    private final ReplayClients clients;
    private final Time time;
    private final Serde<SpecificRecord> serde;
    private final String topic;
    private final String intents;

    private KafkaLetterDesk(Settings settings, Time time, Serde<SpecificRecord> serde) {
        this.clients = new ReplayClients(settings);
        this.time = time;
        this.serde = serde;
        this.topic = settings.topics().deadLetters();
        this.intents = settings.topics().intents();
    }

    /** Opens the desk; the cluster is not asked before it is used. */
    public static LetterDesk open(Settings settings) {
        return new KafkaLetterDesk(settings, Time.SYSTEM, EventSerdes.create(settings.registry()));
    }

    @Override
    public Bounds all() {
        try (Consumer<byte[], byte[]> consumer = clients.consumer(null)) {
            return all(consumer);
        }
    }

    private Bounds all(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        TreeMap<Integer, Bounds.Span> spans = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            spans.put(
                    partition.partition(),
                    new Bounds.Span(beginnings.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
        }
        return new Bounds(spans);
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(topic + " is not there: 'courier topics --create' creates it");
        }
        return partitions;
    }

    @Override
    public Reading read(Bounds bounds) {
        return new KafkaReading(clients.consumer(null), topic, this::found, bounds);
    }

    @Override
    public Optional<Found> at(Position position) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer(null)) {
            Bounds.Span span = all(consumer).spans().get(position.partition());
            if (span == null || position.offset() < span.from() || position.offset() >= span.to()) {
                return Optional.empty();
            }
            TreeMap<Integer, Bounds.Span> only = new TreeMap<>();
            only.put(position.partition(), new Bounds.Span(position.offset(), position.offset() + 1));
            return first(new KafkaReading(consumer, topic, this::found, new Bounds(only)));
        }
    }

    /** The offset may be a transaction's marker, or that of an aborted record: then there is nothing. */
    private Optional<Found> first(KafkaReading reading) {
        long deadline = time.nanos() + PATIENCE_NANOS;
        while (time.nanos() < deadline) {
            for (Found found : reading.next()) {
                return Optional.of(found);
            }
            if (reading.isDone()) {
                return Optional.empty();
            }
        }
        throw new TimeoutException("the dead-letter topic could not be read in time");
    }

    private Found found(ConsumerRecord<byte[], byte[]> record) {
        Position position = new Position(record.partition(), record.offset());
        if (!(decoded(record.topic(), record.value()) instanceof ApplicationDeadLetter letter)) {
            return new Found.Unreadable(position);
        }
        return DeadLetterAssembly.counts(letter) ? new Letter(position, letter) : new Found.Rest(position);
    }

    /**
     * By a consumer of its own: so a session never has a dead letter half-read, and can commit anywhere. The parts were
     * committed together, so where the first one can be read all can.
     */
    @Override
    public Optional<Letter> whole(Letter letter) {
        if (letter.content().getPart() == null) {
            return Optional.of(letter);
        }
        Position position = letter.position();
        try (Consumer<byte[], byte[]> consumer = clients.consumer(null)) {
            Bounds.Span all = all(consumer).spans().getOrDefault(position.partition(), new Bounds.Span(0, 0));
            TreeMap<Integer, Bounds.Span> rest = new TreeMap<>();
            rest.put(position.partition(), new Bounds.Span(position.offset(), all.to()));
            return assembled(letter, new KafkaReading(consumer, topic, this::part, new Bounds(rest)));
        }
    }

    private Optional<Letter> assembled(Letter first, KafkaReading reading) {
        String set = first.content().getPart().getDigest();
        DeadLetterAssembly assembly = new DeadLetterAssembly(this::letter, MOST_BYTES);
        while (!reading.isDone()) {
            for (Found found : reading.next()) {
                if (!(found instanceof Letter(Position at, ApplicationDeadLetter part))
                        || part.getPart() == null
                        || !part.getPart().getDigest().equals(set)) {
                    continue;
                }
                switch (assembly.take(at.partition(), part)) {
                    case DeadLetterAssembly.Read.Whole(ApplicationDeadLetter whole) -> {
                        return Optional.of(new Letter(first.position(), whole));
                    }
                    case DeadLetterAssembly.Read.Incomplete _ -> {
                        return Optional.empty();
                    }
                    case DeadLetterAssembly.Read.Piece _ -> {}
                }
            }
        }
        return Optional.empty();
    }

    private Found part(ConsumerRecord<byte[], byte[]> record) {
        Position position = new Position(record.partition(), record.offset());
        return decoded(record.topic(), record.value()) instanceof ApplicationDeadLetter letter
                ? new Letter(position, letter)
                : new Found.Unreadable(position);
    }

    private ApplicationDeadLetter letter(byte[] value) {
        return (ApplicationDeadLetter) serde.deserializer().deserialize(topic, value);
    }

    @Override
    public boolean decodes(Letter letter) {
        byte[] value = Bytes.of(letter.content().getRawValue());
        return decoded(intents, value) instanceof ApplicationIntent;
    }

    private @Nullable SpecificRecord decoded(String from, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return serde.deserializer().deserialize(from, value);
        } catch (KafkaException e) {
            if (RegistryFailures.isUnavailable(e)) {
                throw e;
            }
            return null;
        }
    }

    @Override
    public Optional<SessionState> session(String name) {
        try (Consumer<byte[], byte[]> consumer = clients.looker(name)) {
            return session(name, consumer);
        }
    }

    private Optional<SessionState> session(String name, Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> partitions = new HashSet<>(partitions(consumer));
        TreeMap<Integer, Mark> marks = new TreeMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                marks.put(
                        partition.partition(),
                        Mark.of(offset.offset(), offset.metadata())
                                .orElseThrow(() -> new KafkaException("the group " + clients.id(name)
                                        + " has offsets that are no replay's: give the session another name")));
            }
        });
        return marks.isEmpty() ? Optional.empty() : Optional.of(new SessionState(marks));
    }

    @Override
    public Session begin(String name, SessionState fresh) {
        Consumer<byte[], byte[]> consumer = clients.consumer(name);
        KafkaSession.Ends ends = new KafkaSession.Ends(consumer, clients.producer(name), topic, intents);
        try {
            // fences whoever ran it, and waits until what that one had open is aborted or committed; only then is
            // what the group's offsets say the last word
            ends.producer().initTransactions();
            SessionState state = session(name, consumer).orElse(fresh);
            KafkaReading reading = new KafkaReading(consumer, topic, this::found, state.remaining());
            return KafkaSession.begin(ends, reading, serde.serializer(), state);
        } catch (RuntimeException e) {
            ends.close();
            throw e;
        }
    }

    @Override
    public void close() {
        serde.close();
    }
}
