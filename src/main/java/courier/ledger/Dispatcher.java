package courier.ledger;

import courier.intent.Identity;
import courier.submission.Journey;
import courier.submission.limit.Permit;
import courier.submission.limit.Reservation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks what is called next: integrations take turns, and each waits only for itself.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Dispatcher {

    private static final long FULL_MILLIS = 20;

    /** What is dispatched or ended at a stretch: it becomes one transaction, which must not grow with the backlog. */
    private static final int TAKEN_MAX = 256;

    /** What a turn of an integration came to. */
    private enum Turn {
        /** An entry was dispatched, or ended. */
        TAKEN,
        NOT_NOW,
        WORKER_FULL
    }

    private final Crew crew;
    private final LedgerSettings settings;
    private final LedgerStores stores;
    private final Roster roster;
    private final Carrier carrier;
    private final Holds holds;
    private final Watch watch;
    private final Alarm alarm;
    private final String owner;
    private final int partition;
    private final Deque<Integration> ring = new ArrayDeque<>();
    private final Set<String> inRing = new HashSet<>();
    private long nonces;
    private boolean workerFull;

    Dispatcher(
            Crew crew,
            LedgerSettings settings,
            LedgerStores stores,
            Roster roster,
            Carrier carrier,
            Holds holds,
            Watch watch,
            Alarm alarm,
            String owner,
            int partition) {
        this.crew = crew;
        this.settings = settings;
        this.stores = stores;
        this.roster = roster;
        this.carrier = carrier;
        this.holds = holds;
        this.watch = watch;
        this.alarm = alarm;
        this.owner = owner;
        this.partition = partition;
    }

    /** Dispatches what is due of one integration; of all, if the worker was full: then its turn comes in order. */
    void dispatch(Integration integration) {
        join(integration);
        if (workerFull) {
            dispatchAll();
            return;
        }
        Turn turn = Turn.TAKEN;
        for (int turns = 0; turn == Turn.TAKEN && turns < TAKEN_MAX; turns++) {
            turn = turn(integration, crew.time().wallMillis());
        }
        if (turn == Turn.TAKEN) {
            alarm.wakeAt(crew.time().wallMillis());
        }
        full(turn == Turn.WORKER_FULL);
    }

    /** Dispatches what is due of all integrations, in turns of one. */
    void dispatchAll() {
        roster.all().forEach(this::join);
        long now = crew.time().wallMillis();
        int idle = 0;
        int taken = 0;
        full(false);
        while (!workerFull && idle < ring.size()) {
            if (taken == TAKEN_MAX) {
                alarm.wakeAt(now);
                return;
            }
            Integration next = ring.removeFirst();
            Turn turn = next.queued() == 0 ? Turn.NOT_NOW : turn(next, now);
            switch (turn) {
                case TAKEN -> {
                    idle = 0;
                    taken++;
                    ring.addLast(next);
                }
                case NOT_NOW -> {
                    idle++;
                    ring.addLast(next);
                }
                case WORKER_FULL -> {
                    full(true);
                    ring.addFirst(next);
                }
            }
        }
    }

    private void join(Integration integration) {
        if (inRing.add(integration.id())) {
            ring.addLast(integration);
        }
    }

    private void full(boolean isFull) {
        workerFull = isFull;
        if (isFull) {
            // slots are freed by other tasks, too, and nobody tells this one
            alarm.wakeAt(crew.time().wallMillis() + FULL_MILLIS);
        }
    }

    private Turn turn(Integration integration, long now) {
        Integration.Due due = next(integration, now);
        if (due == null) {
            return Turn.NOT_NOW;
        }
        if (spent(integration, due, now)) {
            return Turn.TAKEN;
        }
        if (!holds.admits(integration, now)) {
            return Turn.NOT_NOW;
        }
        return reserve(integration, due, now);
    }

    private Turn reserve(Integration integration, Integration.Due due, long now) {
        int foreign = watch.foreign(integration.id());
        return switch (crew.limiter().reserve(integration.id(), due.attachmentBytes(), foreign)) {
            case Reservation.Granted(Permit permit) -> {
                integration.taken(due);
                launch(integration, due.identity(), permit);
                yield Turn.TAKEN;
            }
            // the end that makes room is of this task, and dispatches by itself
            case Reservation.IntegrationFull _ -> Turn.NOT_NOW;
            case Reservation.WorkerFull _ -> Turn.WORKER_FULL;
            case Reservation.BytesFull _ -> {
                alarm.wakeAt(now + FULL_MILLIS);
                yield Turn.NOT_NOW;
            }
            case Reservation.Paused(Duration rest) -> {
                alarm.wakeAt(now + rest.toMillis() + 1);
                yield Turn.NOT_NOW;
            }
        };
    }

    private Integration.@Nullable Due next(Integration integration, long now) {
        if (integration.next() == null && integration.queued() > 0 && now >= integration.nextLook()) {
            stores.timeline().look(integration, now, Integration.WINDOW);
        }
        if (integration.next() == null && integration.queued() > 0) {
            if (holds.isHeld(integration) && holds.admits(integration, now)) {
                return stores.timeline().earliest(integration);
            }
            alarm.wakeAt(integration.nextLook());
        }
        return integration.next();
    }

    /** Whether the hold has lasted too long for the entry, which then has ended. */
    private boolean spent(Integration integration, Integration.Due due, long now) {
        Hold held = holds.outlasted(integration, now);
        if (held == null
                || !(stores.find(due.identity()) instanceof Entry.Open open)
                || !holds.spent(integration, held, open, now)) {
            return false;
        }
        integration.taken(due);
        carrier.happen(due.identity(), open, new Input.HoldSpent(held.code()));
        return true;
    }

    private void launch(Integration integration, Identity identity, Permit permit) {
        boolean launched = false;
        try {
            launched = tryLaunch(integration, identity, permit);
        } finally {
            if (!launched) {
                permit.close();
            }
        }
    }

    /** False if the entry has ended instead, or was no longer queued. */
    private boolean tryLaunch(Integration integration, Identity identity, Permit permit) {
        String nonce = owner + "." + nonces++;
        LedgerStores.Asked asked = stores.findAsked(identity);
        byte[] payload = asked.payload();
        Entry previous = identity.generation() == 0 ? Entry.ABSENT : stores.find(identity.previous());
        Input dispatch = new Input.Dispatch(nonce, crew.incarnation().id(), previous);
        Optional<Effect.Launch> launch = carrier.happen(identity, asked.entry(), dispatch).effects().stream()
                .filter(Effect.Launch.class::isInstance)
                .map(Effect.Launch.class::cast)
                .findFirst();
        if (launch.isEmpty()) {
            return false;
        }
        if (payload == null || !(asked.entry() instanceof Entry.Open open)) {
            throw new IllegalStateException(
                    "the ledger's stores disagree: " + identity + " is open, its payload is gone");
        }
        long now = crew.time().wallMillis();
        holds.launched(integration, now);
        watch.add(
                identity,
                new Watch.Watched(
                        nonce, open.admittedAt(), now, now + settings.grace().toMillis(), false));
        alarm.wakeAt(now + settings.grace().toMillis());
        Journey.Work work = new Journey.Work(
                identity,
                open.jobId(),
                launch.get().mark().attempt(),
                launch.get().priorUnproven(),
                waitingSince(open),
                payload);
        crew.departures().mark(work, nonce, partition, permit);
        return true;
    }

    /** Since the attempt before ended, or was dispatched where it never did. */
    private static long waitingSince(Entry.Open open) {
        if (open.history().isEmpty()) {
            return open.admittedAt();
        }
        AttemptLine last = open.history().getLast();
        Long since = last.endedAt() == null ? last.dispatchedAt() : last.endedAt();
        return since == null ? open.admittedAt() : since;
    }
}
