package courier.registry;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The registry gave no usable answer: it is down, slow, refuses the credentials, or something else answers at its
 * address. Says nothing about the record, which must wait.
 */
public final class RegistryUnavailableException extends RetriableException {
    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
