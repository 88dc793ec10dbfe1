package courier.ledger;

import courier.config.Settings;
import courier.outcome.HoldCommand;
import courier.outcome.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a task: each integration's own, and one of all of them for what they share on the way to Kombo. Says who
 * may be called, takes in what outcomes tell, and does what persons ask for.
 *
 * <p>While the one of all lasts, it alone decides: its probing call is taken from whichever integration has its turn.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Holds {

    private final Settings.Hold settings;
    private final LedgerStores stores;
    private final Roster roster;
    private final Watch watch;
    private final Alarm alarm;
    private final HoldNews news;

    Holds(Settings.Hold settings, LedgerStores stores, Roster roster, Watch watch, Alarm alarm, HoldNews news) {
        this.settings = settings;
        this.stores = stores;
        this.roster = roster;
        this.watch = watch;
        this.alarm = alarm;
        this.news = news;
    }

    /** How an integration stands before the outcome of a call of it is taken in. */
    Standing standing(String integrationId) {
        Health all = roster.everyone().health();
        Integration integration = roster.find(integrationId);
        Health own = integration == null ? Health.GOOD : integration.health();
        return new Standing(all.hold() != null || own.hold() != null, Math.max(all.heldUntil(), own.heldUntil()));
    }

    boolean isHeld(Integration integration) {
        return roster.everyone().health().hold() != null || integration.health().hold() != null;
    }

    /** Whether a call of the integration may be made now; if not, sees to it that it is asked again in time. */
    boolean admits(Integration integration, long now) {
        Hold own = integration.health().hold();
        Hold all = roster.everyone().health().hold();
        Hold hold = all == null ? own : all;
        if (hold == null) {
            return true;
        }
        if (hold.byPerson() || (own != null && own.byPerson())) {
            return false;
        }
        if (now < hold.probeAt()) {
            alarm.wakeAt(hold.probeAt());
            return false;
        }
        if (watch.begunAfter(hold.since(), all == null ? integration.id() : null)) {
            // its outcome wakes the task; this is for one that never comes
            alarm.wakeAt(now + settings.probeInterval().toMillis());
            return false;
        }
        return true;
    }

    /** A call of the integration is about to be made: a probing one, if anything is held. */
    void launched(Integration integration, long now) {
        for (Integration each : List.of(integration, roster.everyone())) {
            if (each.health().hold() != null) {
                each.become(each.health().probing(now, settings));
                stores.put(each);
                Hold hold = present(each);
                alarm.wakeAt(hold.probeAt());
                news.probing(each, hold, now);
            }
        }
    }

    /** The hold that may have outlasted what its integration's oldest entries are kept for; null if none has. */
    @Nullable
    Hold outlasted(Integration integration, long now) {
        Hold own = integration.health().hold();
        if (own != null && now > own.keeps(Long.MIN_VALUE, settings)) {
            return own;
        }
        Hold all = roster.everyone().health().hold();
        return all != null && now > all.keeps(Long.MIN_VALUE, settings) ? all : null;
    }

    /** Whether an entry has been kept for as long as the hold allows; the first one is told of. */
    boolean spent(Integration integration, Hold hold, Entry.Open open, long now) {
        if (now <= hold.keeps(open.admittedAt(), settings)) {
            return false;
        }
        Integration about = hold.equals(integration.health().hold()) ? integration : roster.everyone();
        if (!hold.expired()) {
            about.become(about.health().with(hold.outlasted()));
            stores.put(about);
            news.changed(about, HoldEvent.State.EXPIRED, present(about), null, now);
        }
        return true;
    }

    /** Takes in what an outcome tells. The integration's row is the caller's to write. */
    void learned(Integration integration, Evidence evidence, long now) {
        if (evidence.saysNothing()) {
            return;
        }
        learned(roster.everyone(), evidence.way(), evidence.scope(), evidence, now);
        learned(integration, evidence.integration(), Scope.INTEGRATION, evidence, now);
    }

    private void learned(Integration about, Evidence.Finding finding, Scope scope, Evidence evidence, long now) {
        Health before = about.health();
        Health.Trouble trouble = evidence.trouble(scope);
        Health next = switch (finding) {
            case GOOD -> before.proven(evidence.startedAt(), now);
            case FAILING -> before.failing(trouble, now, settings);
            case BROKEN -> before.held(trouble, now, settings);
            case SILENT -> before.unproven(evidence.startedAt(), evidence.inDoubt(), now, settings);
        };
        if (next.equals(before)) {
            return;
        }
        about.become(next);
        if (about == roster.everyone()) {
            stores.put(about);
        }
        Hold was = before.hold();
        Hold hold = next.hold();
        if (hold != null) {
            if (!hold.byPerson()) {
                alarm.wakeAt(hold.probeAt());
            }
            if (was == null) {
                news.begun(about, hold, evidence, now);
            }
        } else if (was != null) {
            alarm.wakeAt(now);
            news.ended(about, was, HoldEvent.End.ANSWER, null, now);
        }
    }

    /** Does what a person asks for. */
    void command(HoldCommand command, long now) {
        switch (command.kind()) {
            case RELEASE -> each(command, now, this::release);
            case EXTEND -> each(command, now, this::extend);
            case BEGIN -> begin(command, now);
        }
    }

    @FunctionalInterface
    private interface Act {
        void on(Integration held, Hold hold, HoldCommand command, long now);
    }

    /** Every command is answered once for what it names, so that whoever sent it can wait for that. */
    private void each(HoldCommand command, long now, Act act) {
        String id = command.integrationId();
        Integration named = id == null ? roster.everyone() : roster.find(id);
        List<Integration> about = new ArrayList<>();
        if (id == null) {
            roster.all().forEach(about::add);
        }
        for (Integration each : about) {
            if (each.health().hold() != null) {
                act.on(each, present(each), command, now);
            }
        }
        if (named != null && named.health().hold() != null) {
            act.on(named, present(named), command, now);
        } else {
            news.nothing(id, command, now);
        }
    }

    private void release(Integration held, Hold hold, HoldCommand command, long now) {
        held.become(held.health().released(now));
        stores.put(held);
        alarm.wakeAt(now);
        news.ended(held, hold, HoldEvent.End.PERSON, command, now);
    }

    private void extend(Integration held, Hold hold, HoldCommand command, long now) {
        held.become(held.health().with(hold.extended(command.until())));
        stores.put(held);
        news.changed(held, HoldEvent.State.EXTENDED, present(held), command, now);
    }

    private void begin(HoldCommand command, long now) {
        String id = command.integrationId();
        Integration about = id == null ? roster.everyone() : roster.findOrMake(id);
        about.become(about.health().heldByPerson(id == null ? Scope.KEY : Scope.INTEGRATION, now));
        stores.put(about);
        news.changed(about, HoldEvent.State.BEGUN, present(about), command, now);
    }

    private static Hold present(Integration held) {
        Hold hold = held.health().hold();
        if (hold == null) {
            throw new IllegalStateException("a hold was expected of " + held.id());
        }
        return hold;
    }
}
