package courier.registry;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records into the generated class that the writer's schema names, by that class's own schema. Safe for use by
 * many threads.
 */
final class WireDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private final RegistryClient client;
    private final Map<Integer, Decoding<T>> decodings = new ConcurrentHashMap<>();

    /** How records of a schema are read ({@code RATIONALE.md}, "Why Avro's readers are made once"). */
    private record Decoding<T>(DatumReader<T> reader, String name) {}

    WireDeserializer(RegistryClient client) {
        this.client = client;
    }

    /**
     * Reads a record.
     *
     * @throws RegistryUnavailableException if its schema is not known yet and the registry cannot be asked
     * @throws UnknownSchemaException if the registry does not know its schema
     * @throws SerializationException if the record itself cannot be read; the message has none of its content
     */
    @Override
    @SuppressWarnings("NullAway") // Kafka's contract for a tombstone: null in, null out
    public T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        int id = WireFormat.id(data);
        Decoding<T> decoding = decodings.get(id);
        if (decoding == null) {
            decoding = decoding(id);
            decodings.put(id, decoding);
        }
        try {
            return decoding.reader.read(null, new BoundedDecoder(data, WireFormat.HEADER_BYTES));
        } catch (IOException | RuntimeException e) {
            // Without the cause: Avro's messages repeat values, and those are people's data.
            throw new SerializationException("A record of " + data.length + " bytes with schema id " + id
                    + " cannot be read as " + decoding.name + " ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    private Decoding<T> decoding(int id) {
        Schema writer = client.schema(id);
        Class<?> type =
                writer.getType() == Schema.Type.RECORD ? SpecificData.get().getClass(writer) : null;
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException("Schema id " + id + " is of " + writer.getFullName()
                    + ", for which this release has no class. Its producer wrote to the wrong topic.");
        }
        SpecificData model = SpecificData.getForClass(type);
        Schema own = model.getSchema(type);
        try {
            return new Decoding<>(model.getFastReaderBuilder().createDatumReader(writer, own), own.getFullName());
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Schema id " + id + " cannot be resolved to this release's "
                    + own.getFullName() + " (" + e.getClass().getSimpleName() + ").");
        }
    }
}
