package courier.cli;

import courier.ops.ExitCode;
import courier.registry.RegistryUnavailableException;
import courier.topology.Denial;
import org.apache.kafka.common.config.ConfigException;

/** What a command says when a client of Kafka or of the registry fails, and ends with. */
final class KafkaTrouble {

    private KafkaTrouble() {}

    /** Which right or credential is missing; else the first cause, in Kafka's own words, which quote no record. */
    static String reason(Exception e) {
        String denial = Denial.of(e);
        if (denial != null) {
            return denial;
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    static ExitCode code(Exception e) {
        return switch (e) {
            case ConfigException _ -> ExitCode.INVALID_CONFIGURATION;
            case RegistryUnavailableException _ -> ExitCode.REGISTRY_UNAVAILABLE;
            default -> Denial.of(e) == null ? ExitCode.BROKER_UNAVAILABLE : ExitCode.ACCESS_DENIED;
        };
    }
}
