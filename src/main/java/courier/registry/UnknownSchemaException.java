package courier.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered that it does not know the schema id that a record names: the record's own fault. */
public final class UnknownSchemaException extends SerializationException {
    UnknownSchemaException(String message) {
        super(message);
    }
}
