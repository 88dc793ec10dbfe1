package courier.submission.limit;

import courier.ops.Time;
import courier.submission.limit.Permit.Stage;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pace of a worker: calls in flight for an integration and in all, requests in the API key's window, attachment
 * bytes in flight. Follows what Kombo's answers say. Belongs to the worker and outlives its tasks, since a task can be
 * set up anew while calls of its former life still run.
 *
 * <p>A call asks twice. Its dispatch reserves a {@link Permit}; when its marker is durable and its attachments are
 * open, the permit is started. In between the limits may have shrunk or the window may have been used up: then it waits
 * for its turn, in the order of asking, as long as it may still start ({@code RATIONALE.md}, "Why a permit is asked for
 * twice").
 *
 * <p>Threads: stream threads reserve, the calls' threads do the rest. One lock guards everything and is held for a few
 * instructions; whoever waits for a turn waits without it.
 */
public final class Limiter {

    /** Reserved calls are about to take the rest of the window, or to give it back: ask again soon. */
    private static final Duration SOON = Duration.ofMillis(50);

    /** A waiting call looks again at least so often: what it waits for may have become something else. */
    private static final long NAP = Duration.ofMillis(100).toNanos();

    private final Bounds bounds;
    private final Time time;
    private final long origin;
    private final Object lock = new Object();
    private final Lanes lanes;
    private final Line forWorker = new Line();
    private final Line forBytes = new Line();
    private final Set<Permit> waiting = new LinkedHashSet<>();
    private Window window = Window.UNKNOWN;
    private long calls;
    private int reserved;
    private int unstarted;
    private int atKombo;
    private long bytes;

    /** A limiter with nothing under way. */
    public Limiter(Bounds bounds, Time time) {
        this.bounds = bounds;
        this.time = time;
        this.origin = time.nanos();
        this.lanes = new Lanes(bounds);
    }

    /**
     * Asks for a place for a call, and does not wait for one.
     *
     * @param attachmentBytes what its attachments weigh at most
     * @param foreign calls of the integration that other workers may still have under way
     */
    public Reservation reserve(String integrationId, long attachmentBytes, int foreign) {
        synchronized (lock) {
            long now = now();
            Lane lane = lanes.of(integrationId, now);
            lane.foreign(foreign);
            Reservation obstacle = obstacle(lane, attachmentBytes, now);
            if (!(obstacle instanceof Reservation.WorkerFull)) {
                forWorker.leave(integrationId);
            }
            if (!(obstacle instanceof Reservation.BytesFull)) {
                forBytes.leave(integrationId);
            }
            if (obstacle != null) {
                return obstacle;
            }
            reserved++;
            unstarted++;
            bytes += attachmentBytes;
            lane.reserve();
            lanes.occupied(lane);
            return new Reservation.Granted(new Permit(this, lane, attachmentBytes));
        }
    }

    /** Whoever is held up for another reason than the line's has no place in the line. */
    private @Nullable Reservation obstacle(Lane lane, long attachmentBytes, long now) {
        if (!lane.mayReserve(bounds.ahead(), bounds.startBy())) {
            return new Reservation.IntegrationFull();
        }
        long pausedUntil = Math.max(lane.allowance().pausedUntil(), window.opensAt(now));
        if (pausedUntil > now) {
            return new Reservation.Paused(Duration.ofNanos(pausedUntil - now));
        }
        if (window.leftAt(now) <= unstarted) {
            return new Reservation.Paused(SOON);
        }
        int free = bounds.perWorker() + bounds.ahead() - reserved;
        if (free <= forWorker.ahead(lane.integrationId(), now)) {
            forWorker.join(lane.integrationId(), now);
            return new Reservation.WorkerFull();
        }
        // what is larger than the bound gets its turn alone
        boolean fits = bytes == 0 || attachmentBytes <= bounds.attachmentBytes() - bytes;
        if (attachmentBytes > 0 && (!fits || forBytes.ahead(lane.integrationId(), now) > 0)) {
            forBytes.join(lane.integrationId(), now);
            return new Reservation.BytesFull();
        }
        return null;
    }

    /** Another worker's call was throttled, of which only its outcome tells. */
    public void pause(String integrationId, Duration rest) {
        synchronized (lock) {
            long now = now();
            Lane lane = lanes.of(integrationId, now);
            lane.pause(now + rest.toNanos(), now);
            lanes.changed(lane, now);
        }
    }

    /** The same for all integrations, as the API key's window was empty. */
    public void pauseAll(Duration rest) {
        synchronized (lock) {
            long now = now();
            window = window.closedUntil(now + rest.toNanos(), now, calls);
        }
    }

    boolean start(Permit permit, Duration patience) {
        long deadline;
        synchronized (lock) {
            long now = now();
            deadline = now + patience.toNanos();
            if (permit.stage() == Stage.RESERVED) {
                waiting.add(permit);
                admit(now);
            }
        }
        boolean undisturbed = true;
        while (true) {
            long rest;
            synchronized (lock) {
                long now = now();
                admit(now);
                long opensAt = Math.max(permit.lane().allowance().pausedUntil(), window.opensAt(now));
                if (permit.stage() != Stage.RESERVED || now >= deadline || opensAt > deadline || !undisturbed) {
                    waiting.remove(permit);
                    return permit.stage() == Stage.STARTED;
                }
                rest = Math.min(NAP, (opensAt > now ? opensAt : deadline) - now);
            }
            undisturbed = permit.await(rest);
        }
    }

    /** Starts whoever may start, in the order of asking. */
    private void admit(long now) {
        Iterator<Permit> next = waiting.iterator();
        while (next.hasNext() && atKombo < bounds.perWorker() && window.leftAt(now) > 0) {
            Permit permit = next.next();
            Lane lane = permit.lane();
            if (lane.mayStart(now)) {
                next.remove();
                calls++;
                unstarted--;
                atKombo++;
                lane.start();
                window = window.started(now, calls);
                permit.started(calls, now, lane.atKombo());
            }
        }
    }

    void answered(Permit permit, Answer answer) {
        synchronized (lock) {
            if (permit.stage() != Stage.STARTED) {
                return;
            }
            long now = now();
            permit.become(Stage.ANSWERED);
            atKombo--;
            permit.lane().answered(answer, permit, calls, now);
            window = window.heard(answer, new Window.Call(permit.number(), permit.startedAt(), calls), now);
            admit(now);
        }
    }

    /**
     * Waits for leave to make a request beside the calls, which have the first claim to the window; empty if there is
     * none in time.
     *
     * @param givenUp whether to wait no longer
     */
    public Optional<Aside> aside(Duration patience, BooleanSupplier givenUp) {
        long deadline = now() + patience.toNanos();
        while (!givenUp.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            synchronized (lock) {
                long now = now();
                if (window.leftAt(now) > unstarted) {
                    calls++;
                    window = window.started(now, calls);
                    return Optional.of(new Aside(calls, now));
                }
                if (now >= deadline) {
                    return Optional.empty();
                }
            }
            time.sleep(Duration.ofNanos(NAP));
        }
        return Optional.empty();
    }

    /** Such a request has ended so. */
    public void answered(Aside aside, Answer answer) {
        synchronized (lock) {
            long now = now();
            window = window.heard(answer, new Window.Call(aside.number(), aside.startedAt(), calls), now);
            admit(now);
        }
    }

    void close(Permit permit) {
        synchronized (lock) {
            Stage before = permit.stage();
            if (before == Stage.CLOSED) {
                return;
            }
            long now = now();
            permit.become(Stage.CLOSED);
            waiting.remove(permit);
            reserved--;
            unstarted -= before == Stage.RESERVED ? 1 : 0;
            atKombo -= before == Stage.STARTED ? 1 : 0;
            bytes -= permit.bytes();
            permit.lane().end(before, now);
            lanes.changed(permit.lane(), now);
            admit(now);
        }
    }

    /** Calls reserved or under way in this worker. */
    public int inFlight() {
        synchronized (lock) {
            return reserved;
        }
    }

    /** Calls reserved or under way for an integration in this worker. */
    public int inFlight(String integrationId) {
        synchronized (lock) {
            return lanes.of(integrationId, now()).reserved();
        }
    }

    /** Calls that may be in flight for an integration at present. */
    public int slots(String integrationId) {
        synchronized (lock) {
            return lanes.of(integrationId, now()).allowance().slots();
        }
    }

    /** How long nothing is called for an integration; zero if it is not paused. */
    public Duration paused(String integrationId) {
        synchronized (lock) {
            long now = now();
            long until = Math.max(lanes.of(integrationId, now).allowance().pausedUntil(), window.opensAt(now));
            return Duration.ofNanos(Math.max(0, until - now));
        }
    }

    /** Requests left in the API key's window; empty while nothing is known of it. */
    public OptionalLong requestsLeft() {
        synchronized (lock) {
            long left = window.leftAt(now());
            return left == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(left);
        }
    }

    /** Attachment bytes reserved. */
    public long attachmentBytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Integrations that are remembered. */
    int integrations() {
        synchronized (lock) {
            return lanes.size();
        }
    }

    private long now() {
        return time.nanos() - origin;
    }
}
