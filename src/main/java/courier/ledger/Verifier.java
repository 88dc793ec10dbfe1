package courier.ledger;

import courier.dispatch.Searches;
import courier.intent.Identity;
import courier.ops.Metric;
import courier.outcome.OutcomeRecord;
import courier.submission.Search;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Has Kombo asked for the applications of a task's entries that are {@link Entry.Verifying}, one at a time for each
 * integration. What is found out comes back through the outcomes topic.
 *
 * <p>Asking changes nothing, so it needs no marker: after a crash, or by two owners, it is simply done again
 * ({@code RATIONALE.md}, "Why a verification needs no marker"). Like everything else it waits while the integration is
 * held.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Verifier {

    private static final long FULL_MILLIS = 500;
    private static final long HELD_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Entries of an integration that are ended, or found to have gone on, at a stretch. */
    private static final int PASSED_MAX = 64;

    private final Crew crew;
    private final LedgerSettings settings;
    private final LedgerStores stores;
    private final Roster roster;
    private final Holds holds;
    private final Alarm alarm;
    private final int partition;
    /** The integrations with something to ask for; whose turn is over goes to the end. */
    private final Map<String, Desk> desks = new LinkedHashMap<>();

    /** An integration's searches. */
    private static final class Desk {
        /** Nothing is due before. */
        private long lowDue = Long.MAX_VALUE;
        /** The dispatch that is being asked for. */
        private @Nullable String asked;
    }

    /** What became of an integration's turn. */
    private enum Turn {
        /** Kombo is being asked. */
        ASKED,
        /** The entry that was due has ended, or gone on: there may be another. */
        PASSED,
        NOT_NOW,
        NOTHING_LEFT
    }

    /** Carries a decision out; a part of its own, as the two need each other. */
    @FunctionalInterface
    interface Ending {
        void happen(Identity identity, Entry before, Input input);
    }

    Verifier(
            Crew crew,
            LedgerSettings settings,
            LedgerStores stores,
            Roster roster,
            Holds holds,
            Alarm alarm,
            int partition) {
        this.crew = crew;
        this.settings = settings;
        this.stores = stores;
        this.roster = roster;
        this.holds = holds;
        this.alarm = alarm;
        this.partition = partition;
    }

    /** An entry is to be asked for from this time on, in milliseconds since the epoch. */
    void added(Identity identity, long dueAt) {
        Desk desk = desks.computeIfAbsent(identity.integrationId(), _ -> new Desk());
        desk.lowDue = Math.min(desk.lowDue, dueAt);
        alarm.wakeAt(dueAt);
    }

    /** What was asked for has been answered. */
    void heard(OutcomeRecord.LookedUp lookedUp) {
        crew.searches().heard(lookedUp.identity().integrationId(), lookedUp.nonce());
        Desk desk = desks.get(lookedUp.identity().integrationId());
        if (desk != null && lookedUp.nonce().equals(desk.asked)) {
            desk.asked = null;
            alarm.wakeAt(Math.max(desk.lowDue, crew.time().wallMillis()));
        }
    }

    /** Asks for whatever is due, as far as there is room. */
    void look(long now, Ending ending) {
        for (Map.Entry<String, Desk> each : List.copyOf(desks.entrySet())) {
            String integrationId = each.getKey();
            Desk desk = each.getValue();
            Turn turn = Turn.PASSED;
            for (int passed = 0; turn == Turn.PASSED && passed < PASSED_MAX; passed++) {
                turn = turn(integrationId, desk, now, ending);
            }
            switch (turn) {
                case ASKED -> {
                    desks.remove(integrationId);
                    desks.put(integrationId, desk);
                }
                case PASSED -> alarm.wakeAt(now);
                case NOTHING_LEFT -> desks.remove(integrationId);
                case NOT_NOW -> {
                    // it has said when
                }
            }
        }
    }

    private Turn turn(String integrationId, Desk desk, long now, Ending ending) {
        if (desk.asked != null) {
            return Turn.NOT_NOW;
        }
        if (now < desk.lowDue) {
            alarm.wakeAt(desk.lowDue);
            return Turn.NOT_NOW;
        }
        KeyValue<Identity, Long> next = stores.nextSearch(integrationId, desk.lowDue);
        if (next == null) {
            return Turn.NOTHING_LEFT;
        }
        desk.lowDue = next.value;
        if (now < next.value) {
            alarm.wakeAt(next.value);
            return Turn.NOT_NOW;
        }
        if (stores.find(next.key) instanceof Entry.Open open
                && open.phase() instanceof Entry.Verifying verifying
                && verifying.dueAt() == next.value) {
            Integration integration = roster.findOrMake(integrationId);
            return holds.isHeld(integration)
                    ? held(integration, next.key, open, now, ending)
                    : ask(desk, next.key, open, verifying, now);
        }
        stores.dropSearch(next.key, next.value);
        return Turn.PASSED;
    }

    private Turn held(Integration integration, Identity identity, Entry.Open open, long now, Ending ending) {
        Hold outlasted = holds.outlasted(integration, now);
        if (outlasted != null && holds.spent(integration, outlasted, open, now)) {
            ending.happen(identity, open, new Input.HoldSpent(outlasted.code()));
            return Turn.PASSED;
        }
        alarm.wakeAt(now + HELD_MILLIS);
        return Turn.NOT_NOW;
    }

    private Turn ask(Desk desk, Identity identity, Entry.Open open, Entry.Verifying verifying, long now) {
        byte[] payload = stores.payload(identity);
        if (payload == null) {
            throw new IllegalStateException(
                    "the ledger's stores disagree: " + identity + " is open, its payload is gone");
        }
        long skew = settings.doubt(identity.integrationId()).clockSkew().toMillis();
        Search.Question question = new Search.Question(identity, open.jobId(), verifying.since() - skew, payload);
        Entry.Mark mark = verifying.mark();
        if (!crew.searches()
                .begin(new Searches.Task(question, mark.nonce(), mark.attempt(), verifying.made() + 1, partition))) {
            alarm.wakeAt(now + FULL_MILLIS);
            return Turn.NOT_NOW;
        }
        desk.asked = mark.nonce();
        crew.meters().count(Metric.LOOKUPS);
        return Turn.ASKED;
    }
}
