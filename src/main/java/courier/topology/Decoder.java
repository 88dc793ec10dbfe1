package courier.topology;

import courier.admission.Admission;
import courier.avro.ApplicationIntent;
import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedHeader;
import courier.avro.internal.ArrivedIntent;
import courier.avro.internal.ArrivedViolation;
import courier.avro.internal.WaitingHeader;
import courier.avro.internal.WaitingRecord;
import courier.encoding.InternalCodec;
import courier.event.Unreadable;
import courier.intent.Digest;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.registry.RegistryFailures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * From a record's bytes to an intent with its digest and its violations, or to a dead letter that keeps the bytes.
 *
 * <p>Threads: one per task, used on its stream thread.
 */
final class Decoder {

    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);

    /** The ledger keeps it beside an entry, which has the job's id once more, under a key of two ids. */
    private static final int ENTRY_BYTES = 1024;

    private static final int UTF8_MOST = 3;
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_TEXT = 500;

    private final Deserializer<?> deserializer;
    private final Admission admission;
    private final RecordRoom repartition;

    Decoder(Deserializer<?> deserializer, Admission admission, RecordRoom repartition) {
        this.deserializer = deserializer;
        this.admission = admission;
        this.repartition = repartition;
    }

    /** What a record came to. */
    sealed interface Result {
        /** An intent, valid or not. */
        record Read(String key, byte[] payload) implements Result {}

        /** Bytes that are no intent: that will not change by waiting. */
        record Poison(Unreadable.Reason reason, @Nullable Throwable failure) implements Result {}

        /** The registry could not be asked: that says nothing about the record. */
        record RegistryAway() implements Result {}
    }

    Result decode(String topic, WaitingRecord record, long now) {
        byte[] value = bytes(record.getValue());
        if (value == null) {
            return new Result.Poison(Unreadable.Reason.TOMBSTONE, null);
        }
        if (!repartition.couldTake(value.length)) {
            // not even looked at: decoding multiplies it
            return new Result.Poison(Unreadable.Reason.TOO_LARGE, null);
        }
        Object read;
        try {
            read = deserializer.deserialize(topic, headers(record), value);
        } catch (RuntimeException e) {
            return failed(e);
        }
        if (!(read instanceof ApplicationIntent intent)) {
            return new Result.Poison(Unreadable.Reason.NOT_AN_INTENT, null);
        }
        try {
            return arrived(intent, record);
        } catch (RuntimeException | StackOverflowError e) {
            // the backstop: a record that breaks our own checks must not stop the stream for everybody
            return new Result.Poison(Unreadable.Reason.UNPROCESSABLE, e);
        }
    }

    private static Result failed(RuntimeException e) {
        if (RegistryFailures.isUnavailable(e)) {
            return new Result.RegistryAway();
        }
        return new Result.Poison(
                RegistryFailures.isUnknownSchema(e) ? Unreadable.Reason.SCHEMA_UNKNOWN : Unreadable.Reason.UNDECODABLE,
                e);
    }

    private Result arrived(ApplicationIntent avro, WaitingRecord record) {
        Intent intent = IntentAvro.fromAvro(avro);
        List<ArrivedViolation> violations = admission.check(intent, bytes(record.getKey())).stream()
                .map(violation -> new ArrivedViolation(
                        shortened(violation.pointer()), violation.rule(), shortened(violation.message())))
                .toList();
        List<ArrivedHeader> headers = record.getHeaders().stream()
                .map(header -> new ArrivedHeader(header.getKey(), header.getValue()))
                .toList();
        ArrivedIntent arrived = ArrivedIntent.newBuilder()
                .setIntent(avro)
                .setSource(record.getSource())
                .setHeaders(headers)
                .setDigest(ByteBuffer.wrap(Digest.of(intent)))
                .setViolations(violations)
                .build();
        String key = partitionKey(avro.getIntegrationId());
        byte[] payload = ARRIVED.encode(arrived);
        int kept = payload.length + ENTRY_BYTES + UTF8_MOST * avro.getJobId().length();
        return repartition.takes(key.getBytes(StandardCharsets.UTF_8), payload) && repartition.couldTake(kept)
                ? new Result.Read(key, payload)
                : new Result.Poison(Unreadable.Reason.TOO_LARGE, null);
    }

    /** The integration; its beginning where it is too long to be one, lest the record outgrow the next topic. */
    private static String partitionKey(String integrationId) {
        return integrationId.length() <= LONGEST_KEY ? integrationId : integrationId.substring(0, LONGEST_KEY);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** A record as it came. */
    static WaitingRecord raw(byte @Nullable [] key, byte @Nullable [] value, Headers headers, SourcePosition source) {
        List<WaitingHeader> copied = new ArrayList<>();
        headers.forEach(header -> copied.add(new WaitingHeader(header.key(), buffer(header.value()))));
        return WaitingRecord.newBuilder()
                .setKey(buffer(key))
                .setValue(buffer(value))
                .setHeaders(copied)
                .setSource(source)
                .build();
    }

    private static Headers headers(WaitingRecord record) {
        RecordHeaders headers = new RecordHeaders();
        record.getHeaders().forEach(header -> headers.add(header.getKey(), bytes(header.getValue())));
        return headers;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
