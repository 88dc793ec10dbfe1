package courier.replay;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.replay.Found.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A session whose replays and offsets are committed together. {@code RATIONALE.md}, "Why a replay session is fenced by
 * its transactional id", has the reasons.
 *
 * <p>Threads: the caller's, but for {@link #refused}, which the producer's thread adds to.
 */
final class KafkaSession implements Session {

    private static final int REPLAYS_AT_A_TIME = 100;
    private static final int PASSED_AT_A_TIME = 20_000;
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final Duration LONG_WAIT = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Ends ends;
    private final KafkaReading reading;
    private final Serializer<SpecificRecord> serializer;

    private final Set<Position> tooLarge = new HashSet<>();

    /** Whether something of the open transaction is larger than the topic takes. */
    private volatile boolean refused;

    /** So many replays get a transaction of their own, as one of them is too large. */
    private int single;

    private @Nullable Position last;

    private SessionState committed;
    private SessionState working;
    private java.util.function.Consumer<SessionState> told = _ -> {};
    private boolean open;
    private int sent;
    private int passed;

    /** The two ends of a session, which were opened together. */
    record Ends(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, String letters, String intents) {
        void close() {
            producer.close(CLOSING);
            consumer.close();
        }
    }

    private KafkaSession(Ends ends, KafkaReading reading, Serializer<SpecificRecord> serializer, SessionState state) {
        this.ends = ends;
        this.reading = reading;
        this.serializer = serializer;
        this.committed = state;
        this.working = state;
    }

    /**
     * Begins with transactions initialised; the state is committed first, so that the end of a new session is fixed.
     */
    static KafkaSession begin(
            Ends ends, KafkaReading reading, Serializer<SpecificRecord> serializer, SessionState state) {
        KafkaSession session = new KafkaSession(ends, reading, serializer, state);
        session.commit();
        return session;
    }

    @Override
    public SessionState state() {
        return committed;
    }

    @Override
    public Ending run(
            Function<Found, Plan> planner, Pace pace, long limit, java.util.function.Consumer<SessionState> listener) {
        told = listener;
        while (!committed.isDone()) {
            try {
                if (working.account().replayed() >= limit) {
                    commit();
                    return committed.isDone() ? Ending.DONE : Ending.LIMITED;
                }
                stretch(planner, pace, limit);
            } catch (KafkaException e) {
                if (isFenced(e)) {
                    return Ending.TAKEN_OVER;
                }
                undo(e);
            }
        }
        return Ending.DONE;
    }

    /** Up to a commit. */
    private void stretch(Function<Found, Plan> planner, Pace pace, long limit) {
        long began = pace.nanos();
        while (sent < REPLAYS_AT_A_TIME && passed < PASSED_AT_A_TIME && pace.nanos() - began < LONGEST_NANOS) {
            for (Found found : reading.next()) {
                deal(found, planner, pace);
                if (working.account().replayed() >= limit) {
                    // what was polled beyond it is not dealt with: read again should the session go on
                    commit();
                    reading.rewind(committed.remaining());
                    return;
                }
            }
            working.marks()
                    .keySet()
                    .forEach(partition -> working = working.reached(partition, reading.position(partition)));
            if (reading.isDone()) {
                break;
            }
        }
        commit();
    }

    private void deal(Found found, Function<Found, Plan> planner, Pace pace) {
        Plan plan = tooLarge.contains(found.position()) ? Plan.Skip.of(Reason.TOO_LARGE) : planner.apply(found);
        ProducerRecord<byte[], byte[]> record = record(plan);
        if (record != null) {
            waitFor(pace.take(), pace);
            if (!open) {
                ends.producer.beginTransaction();
                open = true;
            }
            Future<RecordMetadata> _ = ends.producer.send(record, (_, failure) -> {
                if (failure instanceof RecordTooLargeException) {
                    refused = true;
                }
            });
            sent++;
            last = found.position();
        }
        passed++;
        working = working.passed(found.position(), plan);
        if (record != null && single > 0) {
            commit();
            single--;
        }
    }

    /** An open transaction keeps others from reading on, so it does not last through a wait. */
    private void waitFor(Duration wait, Pace pace) {
        if (wait.compareTo(LONG_WAIT) > 0 && open) {
            commit();
        }
        if (!wait.isZero()) {
            pace.sleep(wait);
        }
    }

    private @Nullable ProducerRecord<byte[], byte[]> record(Plan plan) {
        return switch (plan) {
            case Plan.Leave _, Plan.Skip _ -> null;
            case Plan.Raw(Letter letter) ->
                record(
                        Bytes.of(letter.content().getRawKey()),
                        Bytes.of(letter.content().getRawValue()),
                        letter.content());
            case Plan.Replay(Letter letter, Intent intent) -> {
                ApplicationIntent value = IntentAvro.toAvro(intent);
                yield record(
                        intent.jobId().getBytes(StandardCharsets.UTF_8),
                        serializer.serialize(ends.intents, value),
                        letter.content());
            }
        };
    }

    private ProducerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, ApplicationDeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        letter.getHeaders().forEach(header -> headers.add(header.getKey(), Bytes.of(header.getValue())));
        return new ProducerRecord<>(ends.intents, null, key, value, headers);
    }

    private void commit() {
        if (!open) {
            ends.producer.beginTransaction();
            open = true;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        working.marks()
                .forEach((partition, mark) -> offsets.put(
                        new TopicPartition(ends.letters, partition),
                        new OffsetAndMetadata(mark.next(), mark.metadata())));
        ends.producer.sendOffsetsToTransaction(offsets, ends.consumer.groupMetadata());
        ends.producer.commitTransaction();
        open = false;
        sent = 0;
        passed = 0;
        committed = working;
        told.accept(committed);
    }

    /**
     * A record that is too large spoils its transaction, and all that is sent in it fails alike: so they are sent again
     * one at a time, and the one that fails by itself is passed over.
     */
    private void undo(KafkaException e) {
        if (!refused) {
            throw e;
        }
        ends.producer.abortTransaction();
        if (sent == 1 && last != null) {
            tooLarge.add(last);
        } else {
            single = sent;
        }
        refused = false;
        open = false;
        sent = 0;
        passed = 0;
        working = committed;
        reading.rewind(committed.remaining());
    }

    private static boolean isFenced(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        // what is open is aborted by the producer's close, or by whoever begins the session next
        ends.close();
    }
}
