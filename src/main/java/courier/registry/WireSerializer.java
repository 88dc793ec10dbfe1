package courier.registry;

import courier.registry.RegistryClient.Registered;
import courier.registry.RegistryConfig.SchemaChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes records with the schema that the configuration chooses. Safe for use by many threads. */
final class WireSerializer<T extends SpecificRecord> implements Serializer<T> {

    private static final int EXPECTED_BYTES = 1024;

    private final RegistryConfig config;
    private final RegistryClient client;
    private final Map<Use, Target> targets = new ConcurrentHashMap<>();

    private record Use(String topic, Schema own) {}

    /**
     * How a record is written.
     *
     * @param latest the subject's schema where that is to be used and differs from the record's own
     */
    private record Target(int id, @Nullable Schema latest) {}

    WireSerializer(RegistryConfig config, RegistryClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract for a tombstone: null in, null out
    public byte[] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        Use use = new Use(topic, data.getSchema());
        Target target = targets.get(use);
        if (target == null) {
            target = target(use);
            targets.put(use, target);
        }
        return write(data, target);
    }

    private Target target(Use use) {
        Schema shown = config.removeJavaProperties() ? Schemas.withoutJavaProperties(use.own) : use.own;
        String subject = config.subjects().subject(use.topic, config.isKey(), shown);
        return switch (config.choice()) {
            case REGISTER -> new Target(client.register(subject, shown), null);
            case REGISTERED -> new Target(client.lookup(subject, shown), null);
            case LATEST, LATEST_IF_COMPATIBLE -> latest(subject, shown);
        };
    }

    private Target latest(String subject, Schema own) {
        Registered latest = client.latest(subject);
        if (latest.schema().equals(own)) {
            return new Target(latest.id(), null);
        }
        var fit = SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), own);
        if (config.choice() == SchemaChoice.LATEST_IF_COMPATIBLE
                && fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRefusedException("The latest schema of " + subject + " cannot read what "
                    + own.getFullName() + " writes: " + fit.getResult().getIncompatibilities()
                    + ". Register this release's schema, or set latest.compatibility.strict to false.");
        }
        return new Target(latest.id(), latest.schema());
    }

    private byte[] write(T data, Target target) {
        Schema own = data.getSchema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
        bytes.writeBytes(WireFormat.header(target.id));
        try {
            if (target.latest == null) {
                encode(new SpecificDatumWriter<T>(own, SpecificData.getForSchema(own)), data, bytes);
            } else {
                encode(new GenericDatumWriter<>(target.latest), translated(data, own, target.latest), bytes);
            }
            return bytes.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw unwritable(own, e);
        }
    }

    /** By way of the record's own schema: field by name, since positions differ between the two. */
    private Object translated(T data, Schema own, Schema latest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
        encode(new SpecificDatumWriter<T>(own, SpecificData.getForSchema(own)), data, bytes);
        return new GenericDatumReader<>(own, latest).read(null, new BoundedDecoder(bytes.toByteArray(), 0));
    }

    private static <D> void encode(DatumWriter<D> writer, D datum, ByteArrayOutputStream bytes) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        writer.write(datum, encoder);
        encoder.flush();
    }

    /** Without the cause: Avro's messages repeat values, and those are people's data. */
    private static SerializationException unwritable(Schema own, Exception cause) {
        // Avro's word on a missing value is an exception to that: it names the field only
        String why = cause instanceof NullPointerException missing
                ? missing.getMessage()
                : cause.getClass().getSimpleName();
        return new SerializationException(own.getFullName() + " cannot be written as Avro: " + why);
    }
}
