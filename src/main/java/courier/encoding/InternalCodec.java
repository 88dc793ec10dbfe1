package courier.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes internal records: one version byte, then Avro binary. Needs no registry, so a registry's outage can neither
 * stop a ledger nor lose an outcome.
 *
 * <p>Every version ever written is compiled in and can be read. A release writes the newest version that the release
 * before it can read, so that a rolling upgrade and a rollback both work ({@code RATIONALE.md}, "Why a version byte").
 *
 * <p>Safe for use by many threads.
 */
public final class InternalCodec<T extends SpecificRecord> {

    private static final int EXPECTED_BYTES = 512;

    private final SpecificDatumWriter<T> writer;
    private final List<DatumReader<T>> readers;
    private final byte version;
    private final String name;

    /** Readers are made here, and not at each record ({@code RATIONALE.md}, "Why Avro's readers are made once"). */
    private InternalCodec(SpecificData model, Schema current, List<Schema> versions) {
        this.writer = new SpecificDatumWriter<>(current, model);
        this.readers = versions.stream()
                .map(version -> InternalCodec.<T>reader(model, version, current))
                .toList();
        this.version = (byte) versions.size();
        this.name = current.getName();
    }

    private static <T> DatumReader<T> reader(SpecificData model, Schema version, Schema current) {
        try {
            return model.getFastReaderBuilder().createDatumReader(version, current);
        } catch (IOException e) {
            throw new IllegalStateException(current.getName() + " cannot be read by its own schema", e);
        }
    }

    /** The codec of a generated class whose present schema is version 1, the only one so far. */
    public static <T extends SpecificRecord> InternalCodec<T> of(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        return new InternalCodec<>(model, schema, List.of(schema));
    }

    /** Encodes a record. */
    public byte[] encode(T record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
        bytes.write(version);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    name + " cannot be encoded: " + e.getClass().getSimpleName());
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a record.
     *
     * @throws IllegalArgumentException if the bytes are of no known version, or broken; the message has none of their
     *     content
     */
    public T decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] < 1 || bytes[0] > readers.size()) {
            throw new IllegalArgumentException(name + " of an unknown version "
                    + (bytes.length == 0 ? "(no bytes)" : Byte.toString(bytes[0])) + "; this release reads 1 to "
                    + readers.size() + ". A newer release has written it: upgrade this worker.");
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
        try {
            return readers.get(bytes[0] - 1).read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    name + " cannot be decoded: " + e.getClass().getSimpleName(), e);
        }
    }
}
