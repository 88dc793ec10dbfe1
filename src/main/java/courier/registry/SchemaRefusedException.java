package courier.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry answered that a schema of ours may not be used under its subject: incompatible, invalid or not
 * registered. A person has to act, on the registry or on the release; no record is at fault.
 */
public final class SchemaRefusedException extends SerializationException {
    SchemaRefusedException(String message) {
        super(message);
    }
}
