package courier.status;

import courier.ledger.Ends;
import courier.ledger.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trails of a worker's integrations, as far as these have had anything to do lately; bounded in number.
 *
 * <p>Guarded by its {@link History}.
 */
final class Trails {

    static final int INTEGRATIONS_MAX = 5_000;

    private static final long PER_STEP = Trail.STEP.dividedBy(History.STEP);

    private final Map<String, Trail> trails = new HashMap<>();
    private long step = -1;

    /** Takes the next of the history's steps down. */
    void note(long historyStep, List<Share.Line> lines, Map<String, Ends.Tally> ends) {
        long now = historyStep / PER_STEP;
        int place = Math.floorMod(now, Trail.STEPS);
        if (now != step) {
            step = now;
            trails.values().forEach(trail -> trail.begin(place));
            trails.values().removeIf(Trail::silent);
        } else {
            trails.values().forEach(trail -> trail.queued(place, 0));
        }
        ends.forEach((id, tally) -> {
            Trail trail = of(id);
            if (trail != null) {
                trail.ended(place, tally);
            }
        });
        for (Share.Line line : lines) {
            Trail trail = line.queued() == 0 ? trails.get(line.integrationId()) : of(line.integrationId());
            if (trail != null) {
                trail.queued(place, line.queued());
            }
        }
    }

    private @Nullable Trail of(String integrationId) {
        Trail known = trails.get(integrationId);
        if (known != null || trails.size() >= INTEGRATIONS_MAX) {
            return known;
        }
        Trail made = new Trail();
        trails.put(integrationId, made);
        return made;
    }

    /** What is remembered of all of them, by their ids. */
    Map<String, Trail.Told> told() {
        Map<String, Trail.Told> told = new HashMap<>();
        int known = (int) Math.min(step + 1, Trail.STEPS);
        trails.forEach((id, trail) -> told.put(id, trail.told(Math.floorMod(step, Trail.STEPS), known)));
        return told;
    }

    int size() {
        return trails.size();
    }
}
