package courier.submission.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The integrations that have something under way, and for a while those that had and of which something was learnt: a
 * limit found out by refusals is not found out again after each lull. Bounded in number.
 *
 * <p>Guarded by the limiter's lock.
 */
final class Lanes {

    static final long REMEMBERED = Duration.ofMinutes(15).toNanos();
    static final int IDLE_MAX = 10_000;

    private final Bounds bounds;
    private final Map<String, Lane> busy = new HashMap<>();
    /** The one that became idle first comes first. */
    private final Map<String, Lane> idle = new LinkedHashMap<>();

    Lanes(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * The integration's lane by the bounds of this moment, which is kept only if something is reserved in it or learnt
     * of it.
     */
    Lane of(String integrationId, long now) {
        Lane lane = busy.get(integrationId);
        if (lane == null) {
            lane = idle.get(integrationId);
        }
        if (lane == null || (lane.reserved() == 0 && now - lane.idleSince() > REMEMBERED)) {
            return new Lane(integrationId, bounds.allowance(integrationId));
        }
        lane.under(bounds.allowance(integrationId));
        return lane;
    }

    /** Something is reserved in it. */
    void occupied(Lane lane) {
        idle.remove(lane.integrationId());
        busy.put(lane.integrationId(), lane);
    }

    /** Something in it has changed; keeps it where it belongs. */
    void changed(Lane lane, long now) {
        if (lane.reserved() > 0) {
            return;
        }
        busy.remove(lane.integrationId());
        idle.remove(lane.integrationId());
        if (lane.allowance().learnt(now)) {
            idle.put(lane.integrationId(), lane);
        }
        Iterator<Lane> oldest = idle.values().iterator();
        while (oldest.hasNext()) {
            if (now - oldest.next().idleSince() <= REMEMBERED && idle.size() <= IDLE_MAX) {
                return;
            }
            oldest.remove();
        }
    }

    /** How many are remembered. */
    int size() {
        return busy.size() + idle.size();
    }
}
