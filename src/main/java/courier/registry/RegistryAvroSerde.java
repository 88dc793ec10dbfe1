package courier.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Generated Avro classes in Confluent's wire format, under the configuration keys of Confluent's serdes. Can be
 * exchanged with their {@code SpecificAvroSerde} in the configuration.
 *
 * <p>Errors by type: {@link RegistryUnavailableException} when the registry cannot be asked (wait, ask again),
 * {@link UnknownSchemaException} when a record names a schema that the registry does not know,
 * {@link SchemaRefusedException} when the registry does not let us write, and otherwise Kafka's
 * {@code SerializationException} for a record that cannot be read or written. {@link RegistryFailures} tells them apart
 * for any serde.
 *
 * <p>Configured once; then safe for use by many threads.
 */
public final class RegistryAvroSerde<T extends SpecificRecord> implements Serde<T> {

    private @Nullable Parts<T> parts;

    private record Parts<T extends SpecificRecord>(
            RegistryClient client, WireSerializer<T> serializer, WireDeserializer<T> deserializer) {}

    /** Made by class name; {@link #configure} comes next. */
    public RegistryAvroSerde() {}

    /**
     * Reads the configuration; asks the registry nothing yet.
     *
     * @throws org.apache.kafka.common.config.ConfigException if it is wrong; the message names the key, never its value
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        close();
        RegistryConfig config = RegistryConfig.of(configs, isKey);
        RegistryClient client = new RegistryClient(config);
        parts = new Parts<>(client, new WireSerializer<>(config, client), new WireDeserializer<>(client));
    }

    @Override
    public Serializer<T> serializer() {
        return parts().serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return parts().deserializer;
    }

    /** Ends the client that serializer and deserializer share. */
    @Override
    public void close() {
        if (parts != null) {
            parts.client.close();
        }
    }

    private Parts<T> parts() {
        if (parts == null) {
            throw new IllegalStateException("The serde is used before configure() was called.");
        }
        return parts;
    }
}
