package courier.ledger;

import courier.config.Settings;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The settings as the ledger needs them.
 *
 * @param integrations those of integrations that are in force when it is asked
 * @param grace how long a dispatch may stay without an outcome before it is judged: start-by, connecting, the call's
 *     hard deadline and the outcome's delivery one after the other, and a margin
 */
record LedgerSettings(Settings all, Supplier<Settings.Integrations> integrations, Duration grace) {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    static LedgerSettings of(Settings settings, Supplier<Settings.Integrations> integrations) {
        Duration grace = settings.ledger()
                .startBy()
                .plus(settings.kombo().connectTimeout())
                .plus(settings.kombo().requestTimeout())
                .plus(settings.ledger().outcomeDelivery())
                .plus(MARGIN);
        return new LedgerSettings(settings, integrations, grace);
    }

    Settings.Hold hold() {
        return all.hold();
    }

    /** What the ledger's function decides by, for an integration with these settings. */
    Rules rules(Settings.Integration integration) {
        return new Rules(all.retry(), integration.doubt(), all.ledger().memory());
    }

    /** How an integration's doubts are treated. */
    Settings.Doubt doubt(String integrationId) {
        return integrations.get().of(integrationId).doubt();
    }
}
