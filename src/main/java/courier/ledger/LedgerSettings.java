package courier.ledger;

import courier.config.Settings;
import java.time.Duration;

/**
 * The ledger's times, derived from the settings.
 *
 * @param grace how long a dispatch may stay without an outcome before it is judged: start-by, connecting, the call's
 *     hard deadline and the outcome's delivery one after the other, and a margin
 */
record LedgerSettings(Rules rules, Settings.Hold hold, Duration grace) {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    static LedgerSettings of(Settings settings) {
        Duration grace = settings.ledger()
                .startBy()
                .plus(settings.kombo().connectTimeout())
                .plus(settings.kombo().requestTimeout())
                .plus(settings.ledger().outcomeDelivery())
                .plus(MARGIN);
        return new LedgerSettings(new Rules(settings.retry(), settings.ledger().memory()), settings.hold(), grace);
    }
}
