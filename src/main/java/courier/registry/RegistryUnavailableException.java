package courier.registry;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The registry gave no usable answer: it is down, slow, refuses the credentials, or something else answers at its
 * address. Says nothing about the record, which must wait.
 */
public final class RegistryUnavailableException extends RetriableException {
    private final boolean passing;

    RegistryUnavailableException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /**
     * Whether asking again soon may help. Credentials that are refused, or a certificate that is not trusted, take a
     * person; a record waits for that as well, but a start need not.
     */
    public boolean isPassing() {
        return passing;
    }
}
