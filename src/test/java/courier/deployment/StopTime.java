package courier.deployment;

import courier.config.Settings;
import java.time.Duration;

/** How long a worker may take to stop, as docs/operations.md tells operators. */
final class StopTime {
    private static final Duration REST = Duration.ofMinutes(1);

    private StopTime() {}

    static Duration of(Settings settings) {
        return settings.kombo()
                .connectTimeout()
                .plus(settings.kombo().requestTimeout())
                .plus(settings.ledger().outcomeDelivery())
                .plus(REST);
    }
}
