package courier.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The integrations of a task, and one more that stands for all of them: what is wrong with the API key or the address
 * is wrong for every integration alike, and its row must survive as theirs do.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Roster {

    /** The id of the one that stands for all; no integration's, as those have a colon. */
    static final String ALL = "*";

    private final LedgerStores stores;
    private final Map<String, Integration> integrations = new HashMap<>();
    private Integration everyone = new Integration(ALL);

    Roster(LedgerStores stores) {
        this.stores = stores;
        stores.eachIntegration((id, row) -> {
            if (id.equals(ALL)) {
                everyone = Integration.of(id, row);
            } else {
                integrations.put(id, Integration.of(id, row));
            }
        });
    }

    Iterable<Integration> all() {
        return integrations.values();
    }

    /** Whether something of them has changed since it was drawn. */
    boolean changed() {
        return everyone.changed() || integrations.values().stream().anyMatch(Integration::changed);
    }

    /** Null for one that is not known. */
    @Nullable
    Integration find(String id) {
        return integrations.get(id);
    }

    Integration findOrMake(String id) {
        return integrations.computeIfAbsent(id, Integration::new);
    }

    Integration everyone() {
        return everyone;
    }

    /** Writes the row of one that may have changed; one that was never touched is forgotten again. */
    void keep(Integration integration) {
        if (integration.untouched()) {
            integrations.remove(integration.id(), integration);
        } else {
            stores.put(integration);
        }
    }

    /** Entries that wait in one, or in all together. */
    long queued(Integration about) {
        return about == everyone
                ? integrations.values().stream().mapToLong(Integration::queued).sum()
                : about.queued();
    }
}
