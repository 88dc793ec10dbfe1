package courier.ledger;

import courier.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's function for each integration, by the rules that are in force when it is asked for. What is in force may
 * change between two decisions, never within one.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Ledgers {

    private final LedgerSettings settings;
    private final Map<Settings.Integration, Ledger> made = new HashMap<>();
    private Settings.@Nullable Integrations of;

    Ledgers(LedgerSettings settings) {
        this.settings = settings;
    }

    /** For the next decision. */
    Ledger of(String integrationId) {
        Settings.Integrations now = settings.integrations().get();
        if (!now.equals(of)) {
            made.clear();
            of = now;
        }
        return made.computeIfAbsent(now.of(integrationId), own -> new Ledger(settings.rules(own)));
    }
}
