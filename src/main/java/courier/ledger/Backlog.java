package courier.ledger;

import courier.ops.LogKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the intents of a task have been open. Each answer costs a step in two indexes and a look at what is
 * dispatched, however many wait ({@code RATIONALE.md}, "Why a backlog costs disk and nothing else").
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    /** What has been open for less is nothing to speak of. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private final LedgerStores stores;
    private final Roster roster;
    private final Watch watch;

    Backlog(LedgerStores stores, Roster roster, Watch watch) {
        this.stores = stores;
        this.roster = roster;
        this.watch = watch;
    }

    /** When the integration's oldest open intent was admitted, in milliseconds since the epoch; null if it has none. */
    @Nullable
    Long oldest(Integration integration) {
        if (integration.queued() + integration.dispatched() == 0) {
            return null;
        }
        return Timeline.earlier(stores.timeline().oldest(integration), watch.oldest(integration.id()));
    }

    /** The same of all integrations together; as much for each that has any. */
    @Nullable
    Long oldest() {
        Long oldest = null;
        for (Integration integration : roster.all()) {
            oldest = Timeline.earlier(oldest, oldest(integration));
        }
        return oldest;
    }

    /** Says in the log how old the oldest intent is, if it is old. */
    void report(int partition, long now) {
        Integration slowest = null;
        long oldest = now - OLD.toMillis();
        long open = 0;
        for (Integration integration : roster.all()) {
            Long its = oldest(integration);
            open += integration.queued() + integration.dispatched();
            if (its != null && its < oldest) {
                slowest = integration;
                oldest = its;
            }
        }
        if (slowest != null) {
            LOG.atInfo()
                    .addKeyValue(LogKey.PARTITION.text(), partition)
                    .addKeyValue(LogKey.COUNT.text(), open)
                    .addKeyValue(LogKey.INTEGRATION.text(), slowest.id())
                    .addKeyValue(LogKey.DURATION_MS.text(), now - oldest)
                    .log("So many intents are open, the oldest of them for so long");
        }
    }
}
