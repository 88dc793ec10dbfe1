package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.Header;
import courier.avro.internal.WaitingRecord;
import courier.ledger.Effect;
import courier.outcome.Action;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Dead letters for records that cannot be read: they keep the bytes. Pure. */
public final class Unreadable {

    /** Why a record cannot be read; the constant's name is the dead letter's code. */
    public enum Reason {
        /** The bytes are not Avro in the registry's wire format, or not of the schema they name. */
        UNDECODABLE("The value is not Avro in the schema registry's wire format, or not of the schema that it names."
                + " Mend the producer and publish it again; or, if the schema was missing, register it and"
                + " publish the raw bytes again."),
        /** The schema is another one's. */
        NOT_AN_INTENT("The value is a record, but not an ApplicationIntent. Send it to the topic it is meant for."),
        /** Courier itself failed on it. */
        UNPROCESSABLE("Courier failed while it read the record. That is a bug: report it with the record's position."),
        /** There is no value. */
        TOMBSTONE("The record has no value. Intents are not deleted by tombstones: there is nothing to do.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }

    private Unreadable() {}

    /**
     * The dead letter of a record.
     *
     * @param now milliseconds since the epoch
     */
    public static Event of(WaitingRecord record, Reason reason, long now) {
        ApplicationDeadLetter value = ApplicationDeadLetter.newBuilder()
                .setRawKey(record.getKey())
                .setRawValue(record.getValue())
                .setHeaders(record.getHeaders().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList())
                .setSource(record.getSource())
                .setStage(Effect.Stage.DECODE.text())
                .setCode(reason.name())
                .setMessage(reason.message)
                .setAction((reason == Reason.TOMBSTONE ? Action.NEVER : Action.NEEDS_CORRECTION).text())
                .setDeadLetteredAt(Instant.ofEpochMilli(now))
                .build();
        return new Event(bytes(record.getKey()), value, new RecordHeaders());
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
