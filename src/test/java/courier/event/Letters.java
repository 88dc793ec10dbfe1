package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Dead letters for tests, and their bytes without a registry. */
final class Letters {

    private Letters() {}

    /** One of a record with so many bytes that nobody can guess. */
    static ApplicationDeadLetter ofBytes(int count, long seed) {
        byte[] raw = new byte[count];
        new Random(seed).nextBytes(raw);
        return ApplicationDeadLetter.newBuilder()
                .setRawKey(ByteBuffer.wrap(new byte[] {1, 2}))
                .setRawValue(ByteBuffer.wrap(raw))
                .setSource(new SourcePosition("intents", 3, 17L, 1_000L))
                .setStage("decode")
                .setCode("UNDECODABLE")
                .setMessage("m")
                .setAction("needs-correction")
                .setDeadLetteredAt(Instant.ofEpochMilli(2_000))
                .build();
    }

    static Event event(ApplicationDeadLetter letter) {
        return new Event(new byte[] {1, 2}, letter, LetterHeaders.add(new RecordHeaders(), letter, null));
    }

    static byte[] encode(ApplicationDeadLetter letter) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<>(ApplicationDeadLetter.class).write(letter, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApplicationDeadLetter decode(byte[] bytes) {
        try {
            return new SpecificDatumReader<>(ApplicationDeadLetter.class)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
