package courier.cli;

import courier.outcome.HoldCommand;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on holds have in common: on which, by whom, why, and how long to wait for the answer. */
final class HoldOrder {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli's: exactly one of the two is given
    private Which which;

    private static final class Which {
        @Parameters(index = "0", paramLabel = "INTEGRATION", description = "Kombo's id of the integration.")
        private @Nullable String integration;

        @Option(
                names = "--all",
                required = true,
                description = "All partitions, and with release and extend every integration that is held.")
        private boolean all;
    }

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who says so: a role or an account; kept in the record (default: ${DEFAULT-VALUE}).")
    private String by = "operator";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the record.")
    private String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "How long to wait for a worker to confirm; 0s not at all (default: 30s).")
    private Duration patience = Duration.ofSeconds(30);

    Duration patience() {
        return patience;
    }

    HoldCommand command(HoldCommand.Kind kind, long until, long now) {
        return new HoldCommand(
                kind,
                which.all ? null : which.integration,
                until,
                UUID.randomUUID().toString(),
                by,
                reason,
                now);
    }
}
