package courier.submission.limit;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Integrations that wait for the same thing, first come, first served. Nobody calls them: they ask again by themselves,
 * and whoever does not has lost its place, so that nobody waits for one that has nothing to do any more.
 *
 * <p>Guarded by the limiter's lock.
 */
final class Line {

    /** Tasks ask every 20 ms while they wait; a commit between two takes longer. */
    static final long PATIENCE = Duration.ofMillis(250).toNanos();

    private final Map<String, Long> askedAt = new LinkedHashMap<>();

    /** How many stand before the integration, which need not stand in line itself. */
    int ahead(String integrationId, long now) {
        int count = 0;
        Iterator<Map.Entry<String, Long>> waiting = askedAt.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<String, Long> next = waiting.next();
            if (next.getKey().equals(integrationId)) {
                return count;
            }
            if (now - next.getValue() > PATIENCE) {
                waiting.remove();
            } else {
                count++;
            }
        }
        return count;
    }

    /** Joins the line at its end, or keeps its place in it. */
    void join(String integrationId, long now) {
        askedAt.put(integrationId, now);
    }

    void leave(String integrationId) {
        askedAt.remove(integrationId);
    }
}
