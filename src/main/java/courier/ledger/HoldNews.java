package courier.ledger;

import courier.config.Settings;
import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.outcome.Cause;
import courier.outcome.HoldCommand;
import courier.outcome.Scope;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of holds: a line in the log, a metric, and an event. The beginning and the end are each told once;
 * what repeats is counted, and told after 1, 2, 4, 8 … times.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class HoldNews {

    private static final Logger LOG = LoggerFactory.getLogger(HoldNews.class);

    private final Settings.Hold settings;
    private final Meters meters;
    private final Roster roster;
    private final Backlog backlog;
    private final int partition;
    private final Consumer<HoldEvent> tell;

    HoldNews(
            Settings.Hold settings,
            Meters meters,
            Roster roster,
            Backlog backlog,
            int partition,
            Consumer<HoldEvent> tell) {
        this.settings = settings;
        this.meters = meters;
        this.roster = roster;
        this.backlog = backlog;
        this.partition = partition;
        this.tell = tell;
    }

    void begun(Integration about, Hold hold, Evidence evidence, long now) {
        meters.count(Metric.HOLDS_BEGUN, hold.scope().text());
        LOG.atWarn()
                .addKeyValue(LogKey.INTEGRATION.text(), about.id())
                .addKeyValue(LogKey.PARTITION.text(), partition)
                .addKeyValue(LogKey.CODE.text(), hold.code())
                .addKeyValue(LogKey.COUNT.text(), roster.queued(about))
                .log(
                        about == roster.everyone()
                                ? "All integrations of a partition are held: their intents wait, and a probing call is"
                                        + " made now and then"
                                : "An integration is held: its intents wait, and a probing call is made now and then");
        Cause cause = evidence.cause();
        emit(about, HoldEvent.State.BEGUN, hold, null, null, cause == null ? null : cause.logUrl(), now);
    }

    void ended(Integration about, Hold was, HoldEvent.End by, @Nullable HoldCommand command, long now) {
        meters.count(Metric.HOLDS_ENDED, was.scope().text());
        LOG.atInfo()
                .addKeyValue(LogKey.INTEGRATION.text(), about.id())
                .addKeyValue(LogKey.PARTITION.text(), partition)
                .addKeyValue(LogKey.CODE.text(), was.code())
                .addKeyValue(LogKey.REASON.text(), by.text())
                .addKeyValue(LogKey.COUNT.text(), was.probes())
                .addKeyValue(LogKey.DURATION_MS.text(), now - was.since())
                .log(
                        about == roster.everyone()
                                ? "The hold of all integrations of a partition is over, after so many probing calls"
                                : "The hold of an integration is over, after so many probing calls");
        emit(about, HoldEvent.State.ENDED, was, by, command, null, now);
    }

    /** A probing call is about to be made. */
    void probing(Integration about, Hold hold, long now) {
        meters.count(Metric.HOLD_PROBES);
        if (Integer.bitCount(hold.probes()) == 1) {
            emit(about, HoldEvent.State.ONGOING, hold, null, null, null, now);
        }
    }

    /** A person, or time, has changed something about a hold. */
    void changed(Integration about, HoldEvent.State state, Hold hold, @Nullable HoldCommand command, long now) {
        if (state == HoldEvent.State.BEGUN) {
            meters.count(Metric.HOLDS_BEGUN, hold.scope().text());
        }
        LOG.atWarn()
                .addKeyValue(LogKey.INTEGRATION.text(), about.id())
                .addKeyValue(LogKey.PARTITION.text(), partition)
                .addKeyValue(LogKey.STATE.text(), state.text())
                .addKeyValue(LogKey.CODE.text(), hold.code())
                .log("A hold has changed");
        emit(about, state, hold, null, command, null, now);
    }

    /** A person's word found nothing to do. */
    void nothing(@Nullable String integrationId, HoldCommand command, long now) {
        Hold none = Hold.byPerson(Scope.INTEGRATION, now);
        tell.accept(new HoldEvent(
                integrationId, partition, HoldEvent.State.NONE, none, now, 0, null, null, command, null, now));
    }

    private void emit(
            Integration about,
            HoldEvent.State state,
            Hold hold,
            HoldEvent.@Nullable End by,
            @Nullable HoldCommand command,
            @Nullable String logUrl,
            long now) {
        boolean all = about == roster.everyone();
        tell.accept(new HoldEvent(
                all ? null : about.id(),
                partition,
                state,
                hold,
                hold.keeps(hold.since(), settings),
                roster.queued(about),
                all ? backlog.oldest() : backlog.oldest(about),
                by,
                command,
                logUrl,
                now));
    }
}
