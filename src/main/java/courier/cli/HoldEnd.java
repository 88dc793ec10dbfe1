package courier.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Until when a hold may last. */
final class HoldEnd {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli's: exactly one of the two is given
    private Which which;

    private static final class Which {
        @Option(names = "--until", paramLabel = "TIME", description = "A time, as 2030-01-31T12:00:00Z.")
        private @Nullable Instant until;

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                converter = Span.class,
                description = "From now on: a number and s, m, h or d.")
        private @Nullable Duration span;
    }

    Instant after(Instant now) {
        if (which.until != null) {
            return which.until;
        }
        return which.span == null ? now : now.plus(which.span);
    }
}
