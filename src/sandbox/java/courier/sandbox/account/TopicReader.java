package courier.sandbox.account;

import courier.sandbox.part.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public topics from their beginnings, committed records alone, and remembers what it has read. The topics
 * must exist. Used by one thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TopicNames topics;
    private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
    private final Decoder decoder;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Warned> warned = new ArrayList<>();
    private final Map<Position, Raw> raw = new HashMap<>();

    /** Begins to read. */
    public TopicReader(String bootstrapServers, String registryUrl, TopicNames topics) {
        this.topics = topics;
        this.decoder = new Decoder(registryUrl);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(topics.all().stream()
                .flatMap(topic -> partitions(topic).stream())
                .toList());
    }

    /** The bytes of an intent's record, for whoever wants to publish it once more. */
    public record Raw(byte @Nullable [] key, byte[] value) {}

    /**
     * Reads all that is committed by now, and returns all that was read since the beginning.
     *
     * @throws IllegalStateException if the broker does not hand it out within a minute
     */
    public Events read() {
        Collection<TopicPartition> partitions = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        // a consumer whose broker has gone polls nothing, and says nothing, for ever
        boolean all = Patience.until(LIMIT, Duration.ZERO, () -> {
            boolean there = partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (!there) {
                consumer.poll(POLL).forEach(this::take);
            }
            return there;
        });
        if (!all) {
            throw new IllegalStateException("The broker has not handed out all records of " + topics.all() + " within "
                    + LIMIT.toSeconds() + " s");
        }
        return new Events(asked, ended, warned);
    }

    /** The bytes of an intent that was read. */
    public Raw raw(Position position) {
        Raw bytes = raw.get(position);
        if (bytes == null) {
            throw new IllegalArgumentException("no intent was read at " + position);
        }
        return bytes;
    }

    /** The record in these bytes; null if they are none. */
    public @Nullable GenericRecord decode(byte[] bytes) {
        return decoder.decode(bytes);
    }

    @Override
    public void close() {
        consumer.close();
        decoder.close();
    }

    /** A topic that has none yet would be passed over without a word: that must not look like an empty one. */
    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("There is no topic " + topic);
        }
        return partitions;
    }

    private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        Position at = new Position(record.topic(), record.partition(), record.offset());
        byte[] value = record.value();
        GenericRecord event = decoder.decode(value);
        if (at.topic().equals(topics.intents())) {
            raw.put(at, new Raw(record.key(), value == null ? new byte[0] : value));
            asked.add(event == null ? new Asked.Undecodable(at) : intent(at, event));
        } else if (event == null) {
            throw new IllegalStateException("The worker has written an event that cannot be decoded: " + at);
        } else if (at.topic().equals(topics.warnings())) {
            warned.add(new Warned(at, identity(event), text(event, "code")));
        } else if (!isContinued(event)) {
            ended.add(
                    at.topic().equals(topics.successes())
                            ? success(at, event, record.timestamp())
                            : deadLetter(at, event, record.timestamp()));
        }
    }

    /** A dead letter that is too large for one record stands in several, of which the first counts. */
    private static boolean isContinued(GenericRecord event) {
        return event.hasField("part")
                && event.get("part") instanceof GenericRecord part
                && (Integer) part.get("number") > 1;
    }

    private static Asked intent(Position at, GenericRecord intent) {
        GenericRecord application = (GenericRecord) intent.get("application");
        GenericRecord candidate = (GenericRecord) application.get("candidate");
        String email = text(candidate, "email_address");
        int separator = email.indexOf('@');
        String job = text(intent, "job_id");
        return new Asked.Intent(
                at,
                identity(intent),
                job,
                separator < 0 ? null : email.substring(0, separator),
                List.of(job, application));
    }

    private static Ended success(Position at, GenericRecord event, long millis) {
        Object id = ((GenericRecord) event.get("application")).get("id");
        return new Ended.Success(
                at,
                source(event),
                identity(event),
                (Integer) event.get("attempts"),
                id == null ? null : id.toString(),
                millis);
    }

    private static Ended deadLetter(Position at, GenericRecord event, long millis) {
        List<?> attempts = List.copyOf((Collection<?>) event.get("attempts"));
        GenericRecord last = attempts.isEmpty() ? null : (GenericRecord) attempts.getLast();
        return new Ended.DeadLetter(
                at,
                source(event),
                event.get("intent_id") == null ? null : identity(event),
                attempts.size(),
                text(event, "stage"),
                text(event, "code"),
                (Boolean) event.get("in_doubt"),
                last != null && last.get("ended_at") != null,
                last == null ? null : (Long) last.get("dispatched_at"),
                millis);
    }

    private static Identity identity(GenericRecord event) {
        return new Identity(text(event, "integration_id"), text(event, "intent_id"), (Integer) event.get("generation"));
    }

    private static Position source(GenericRecord event) {
        GenericRecord source = (GenericRecord) event.get("source");
        return new Position(text(source, "topic"), (Integer) source.get("partition"), (Long) source.get("offset"));
    }

    private static String text(GenericRecord record, String field) {
        return record.get(field).toString();
    }
}
