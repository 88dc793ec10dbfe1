package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.DeadLetterPart;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters that are too large for one record as several ({@code RATIONALE.md}, "Why a dead letter may stand
 * in parts"); {@link DeadLetterAssembly} puts them together again. Safe for use by many threads.
 */
public final class DeadLetterParts {

    /** A record with less room could not even hold what every part repeats. */
    public static final int LEAST_RECORD_BYTES = 256 << 10;

    /** Lengths, counters and offsets around a record's value, and in a part's. */
    private static final int FRAME_BYTES = 1024;

    private static final int LONGEST_TEXT = 1_000;

    private final int recordBytes;
    private final Function<ApplicationDeadLetter, byte[]> wire;

    /**
     * For records of a limited size.
     *
     * @param recordBytes what a record may have, unpacked: key, value and headers
     * @param wire a dead letter as the value of a record
     */
    public DeadLetterParts(int recordBytes, Function<ApplicationDeadLetter, byte[]> wire) {
        if (recordBytes < LEAST_RECORD_BYTES) {
            throw new IllegalArgumentException("a dead letter needs records of at least " + LEAST_RECORD_BYTES
                    + " bytes, but the topic or the producer (max.request.size) takes " + recordBytes);
        }
        this.recordBytes = recordBytes;
        this.wire = wire;
    }

    /** The event itself; a dead letter too large for a record in parts, in their order. */
    public List<Event> of(Event event) {
        if (!(event.value() instanceof ApplicationDeadLetter letter)) {
            return List.of(event);
        }
        byte[] whole = wire.apply(letter);
        int room = recordBytes - FRAME_BYTES - size(event.key()) - size(event.headers());
        if (whole.length <= room) {
            return List.of(event);
        }
        String digest = sha256(whole);
        int repeated =
                wire.apply(part(letter, new DeadLetterPart(1, 1, (long) whole.length, digest, nothing()))).length;
        int piece = room - repeated;
        int parts = Math.ceilDiv(whole.length, piece);
        List<Event> events = new ArrayList<>(parts);
        for (int number = 1; number <= parts; number++) {
            int from = (number - 1) * piece;
            ByteBuffer bytes = ByteBuffer.wrap(whole, from, Math.min(piece, whole.length - from));
            DeadLetterPart part = new DeadLetterPart(number, parts, (long) whole.length, digest, bytes);
            Headers headers = LetterHeaders.add(new RecordHeaders(event.headers()), part);
            events.add(new Event(event.key(), part(letter, part), headers));
        }
        return events;
    }

    /** All but what may be large, so that each part says by itself what it belongs to. */
    private static ApplicationDeadLetter part(ApplicationDeadLetter letter, DeadLetterPart part) {
        return ApplicationDeadLetter.newBuilder()
                .setIntegrationId(cut(letter.getIntegrationId()))
                .setIntentId(cut(letter.getIntentId()))
                .setGeneration(letter.getGeneration())
                .setJobId(cut(letter.getJobId()))
                .setSource(letter.getSource())
                .setStage(letter.getStage())
                .setCode(cutText(letter.getCode()))
                .setTitle(cut(letter.getTitle()))
                .setMessage(cutText(letter.getMessage()))
                .setHttpStatus(letter.getHttpStatus())
                .setLogUrl(cut(letter.getLogUrl()))
                .setInDoubt(letter.getInDoubt())
                .setAction(letter.getAction())
                .setAttempts(letter.getAttempts())
                .setRequestDigest(letter.getRequestDigest())
                .setAdmittedAt(letter.getAdmittedAt())
                .setDeadLetteredAt(letter.getDeadLetteredAt())
                .setPart(part)
                .build();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : cutText(text);
    }

    private static String cutText(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static int size(byte @Nullable [] key) {
        return key == null ? 0 : key.length;
    }

    private static int size(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            // a character has at most three bytes, and each header two lengths
            size += 3 * header.key().length() + size(header.value()) + 10;
        }
        return size;
    }

    private static ByteBuffer nothing() {
        return ByteBuffer.allocate(0);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java platform without SHA-256", e);
        }
    }
}
