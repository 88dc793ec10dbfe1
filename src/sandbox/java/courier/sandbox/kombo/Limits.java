package courier.sandbox.kombo;

import courier.ops.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kombo's two limits: requests at a time for an integration, and requests in a window of time for the API key. Safe for
 * use by many threads; everything is guarded by this object's lock.
 */
public final class Limits {
    /** Kombo's usual limit of requests at a time. */
    public static final int USUAL_CONCURRENCY = 30;

    private final Time time;
    private final Map<String, Integer> concurrency = new HashMap<>();
    private final Map<String, Integer> inFlight = new TreeMap<>();
    private final Map<String, Integer> maxInFlight = new TreeMap<>();
    private int usualConcurrency = USUAL_CONCURRENCY;
    private @Nullable Window window;

    Limits(Time time) {
        this.time = time;
    }

    /** Sets how many requests an integration may have at a time; those being served are not disturbed. */
    public synchronized void concurrency(String integration, int limit) {
        concurrency.put(integration, limit);
    }

    /** Sets the limit of all integrations that have none of their own. */
    public synchronized void concurrency(int limit) {
        usualConcurrency = limit;
    }

    /** Allows so many requests in each window of time, counted over all integrations. Off until this is called. */
    public synchronized void rate(int limit, Duration length) {
        window = new Window(limit, length.toMillis());
    }

    /** Takes the rate limit away. */
    public synchronized void unlimitedRate() {
        window = null;
    }

    /** The requests being served, by integration. */
    public synchronized Map<String, Integer> inFlight() {
        return Map.copyOf(inFlight);
    }

    /** The most requests that were served at a time, by integration: never more than its limit was. */
    public synchronized Map<String, Integer> maxInFlight() {
        return Map.copyOf(maxInFlight);
    }

    /** Lets a request of an integration in, or not; what was let in is given back by {@link Slot#release()}. */
    synchronized Slot enter(String integration) {
        int before = inFlight.getOrDefault(integration, 0);
        if (before >= limitOf(integration)) {
            return new Slot(integration, before + 1, false);
        }
        inFlight.put(integration, before + 1);
        maxInFlight.merge(integration, before + 1, Math::max);
        return new Slot(integration, before + 1, true);
    }

    /** Counts a request against the window. */
    synchronized Rate count() {
        if (window == null) {
            return new Rate(true, Map.of());
        }
        return window.count(time.wallMillis());
    }

    private int limitOf(String integration) {
        return concurrency.getOrDefault(integration, usualConcurrency);
    }

    /**
     * Whether a request is within the rate.
     *
     * @param headers what every answer says of the rate
     */
    record Rate(boolean granted, Map<String, String> headers) {}

    /** A request's place among those of its integration. */
    final class Slot {
        private final String integration;
        private final int position;
        private final boolean granted;
        private boolean held;

        private Slot(String integration, int position, boolean granted) {
            this.integration = integration;
            this.position = position;
            this.granted = granted;
            this.held = granted;
        }

        boolean granted() {
            return granted;
        }

        /** How many there were with it. */
        int position() {
            return position;
        }

        /** Gives the place back; a second time does nothing. */
        void release() {
            synchronized (Limits.this) {
                if (held) {
                    held = false;
                    inFlight.merge(integration, -1, Integer::sum);
                }
            }
        }

        /** What an answer says of the limit at this moment. */
        Map<String, String> headers() {
            synchronized (Limits.this) {
                int limit = limitOf(integration);
                int remaining = Math.max(0, limit - inFlight.getOrDefault(integration, 0));
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("Concurrency-Limit", Integer.toString(limit));
                headers.put("Concurrency-Remaining", Integer.toString(remaining));
                return headers;
            }
        }
    }

    /** A fixed window that begins with the first request in it. */
    private static final class Window {
        private final int limit;
        private final long lengthMillis;
        private long endsAt;
        private int used;

        Window(int limit, long lengthMillis) {
            this.limit = limit;
            this.lengthMillis = lengthMillis;
        }

        Rate count(long now) {
            if (now >= endsAt) {
                endsAt = now + lengthMillis;
                used = 0;
            }
            boolean granted = used < limit;
            if (granted) {
                used++;
            }
            return new Rate(
                    granted,
                    Map.of(
                            "ratelimit-limit", Integer.toString(limit),
                            "ratelimit-remaining", Integer.toString(limit - used),
                            "ratelimit-reset", Long.toString(Math.ceilDiv(endsAt - now, 1000L))));
        }
    }
}
