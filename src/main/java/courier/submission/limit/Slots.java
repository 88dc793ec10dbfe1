package courier.submission.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The calls that a worker may have in flight: so many for one integration, and so many in all. Belongs to the worker
 * and outlives its tasks, since a task can be set up anew while calls of its former life still run.
 *
 * <p>Threading: stream threads take permits, the calls' threads give them back. One lock guards the counts and is held
 * for a few instructions, so nobody ever waits for a permit or for long.
 */
public final class Slots {

    private final int perIntegration;
    private final int perWorker;
    private final Object lock = new Object();
    /** Integrations with calls in flight only, so it is never larger than {@code perWorker}. */
    private final Map<String, Integer> inFlight = new HashMap<>();

    private int total;

    /** All free. */
    public Slots(int perIntegration, int perWorker) {
        if (perIntegration < 1 || perWorker < 1) {
            throw new IllegalArgumentException("slots per integration and per worker must be 1 or more");
        }
        this.perIntegration = perIntegration;
        this.perWorker = perWorker;
    }

    /** Takes a slot if one is free, and does not wait for one. */
    public Optional<Permit> tryAcquire(String integrationId) {
        synchronized (lock) {
            if (total >= perWorker || inFlight.getOrDefault(integrationId, 0) >= perIntegration) {
                return Optional.empty();
            }
            total++;
            inFlight.merge(integrationId, 1, Integer::sum);
        }
        return Optional.of(new Permit(integrationId));
    }

    /** Calls in flight in this worker. */
    public int inFlight() {
        synchronized (lock) {
            return total;
        }
    }

    /** Calls in flight for an integration in this worker. */
    public int inFlight(String integrationId) {
        synchronized (lock) {
            return inFlight.getOrDefault(integrationId, 0);
        }
    }

    /** Integrations that are remembered: those with calls in flight. */
    int integrations() {
        synchronized (lock) {
            return inFlight.size();
        }
    }

    private void release(String integrationId) {
        synchronized (lock) {
            total--;
            inFlight.computeIfPresent(integrationId, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * A slot taken. Goes back once: closing again does nothing, because a call's end and its dispatch's cancellation
     * may both come to it. May be closed by any thread.
     */
    public final class Permit implements AutoCloseable {
        private final String integrationId;
        private final AtomicBoolean released = new AtomicBoolean();

        private Permit(String integrationId) {
            this.integrationId = integrationId;
        }

        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                release(integrationId);
            }
        }
    }
}
