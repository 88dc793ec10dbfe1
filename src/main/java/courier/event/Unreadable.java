package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.Header;
import courier.avro.internal.WaitingRecord;
import courier.ledger.Effect;
import courier.outcome.Action;
import courier.tracing.TraceContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dead letters for records that cannot be read: they keep the bytes. Pure. */
public final class Unreadable {

    /** Why a record cannot be read; the constant's name is the dead letter's code. */
    public enum Reason {
        /** The bytes are not Avro in the registry's wire format, or not of the schema they name. */
        UNDECODABLE(
                "The value is not Avro in the schema registry's wire format, or not of the schema that it names, or lacks"
                        + " a field that an intent must have.",
                "Mend the producer and have it send the intent again."),
        /** The registry does not know the schema. */
        SCHEMA_UNKNOWN(
                "The schema registry knows no schema of the id in the value.",
                "Register it, or point to the registry that the producer uses; then publish the raw bytes again."),
        /** The schema is another one's. */
        NOT_AN_INTENT(
                "The value is a record, but not an ApplicationIntent.", "Send it to the topic that it is meant for."),
        /** Courier itself failed on it. */
        UNPROCESSABLE(
                "Courier failed while it read the record.", "This is a bug: report it with the record's position."),
        /** It does not fit into the topics between the stages. */
        TOO_LARGE(
                "The intent is larger, unpacked or packed anew, than the internal topics take. The ledger has not seen it.",
                "Shorten it, and put files into a store instead of the record. It can keep its identity."),
        /** There is no value. */
        TOMBSTONE("The record has no value. Intents are not deleted by tombstones.", "Nothing.");

        private final String meaning;
        private final String advice;

        Reason(String meaning, String advice) {
            this.meaning = meaning;
            this.advice = advice;
        }

        /** The code of its dead letters. */
        public String code() {
            return name();
        }

        /** What can be done about them. */
        public Action action() {
            return this == TOMBSTONE ? Action.NEVER : Action.NEEDS_CORRECTION;
        }

        /** What it means, in a sentence. */
        public String meaning() {
            return meaning;
        }

        /** What a person should do. */
        public String advice() {
            return advice;
        }
    }

    private Unreadable() {}

    /**
     * The dead letter of a record.
     *
     * @param failure what reading it failed with; null if it was not that
     * @param now milliseconds since the epoch
     * @param trace the context that it is to carry; null for none
     */
    public static Event of(
            WaitingRecord record, Reason reason, @Nullable Throwable failure, long now, @Nullable TraceContext trace) {
        ApplicationDeadLetter value = ApplicationDeadLetter.newBuilder()
                .setRawKey(record.getKey())
                .setRawValue(record.getValue())
                .setHeaders(record.getHeaders().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList())
                .setSource(record.getSource())
                .setStage(Effect.Stage.DECODE.text())
                .setCode(reason.code())
                .setMessage(reason.meaning() + " " + reason.advice())
                .setAction(reason.action().text())
                .setDeadLetteredAt(Instant.ofEpochMilli(now))
                .build();
        return new Event(bytes(record.getKey()), value, LetterHeaders.add(Events.trace(trace), value, failure));
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
