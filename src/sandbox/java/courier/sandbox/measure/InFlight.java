package courier.sandbox.measure;

import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.behaviour.ErrorCode;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The requests that were being served, over time. Those refused for want of a place were not: they never had one. */
public final class InFlight {
    private static final Set<String> NOT_LET_IN =
            Set.of(ErrorCode.CONCURRENCY_LIMIT_EXCEEDED.text(), ErrorCode.RATE_LIMIT_EXCEEDED.text());

    /** The number from each moment on. */
    private final TreeMap<Long, Integer> from = new TreeMap<>();

    private InFlight() {}

    /** The requests among these that were let in. */
    public static InFlight of(Collection<Post> posts) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (Post post : posts) {
            if (letIn(post)) {
                changes.merge(post.arrivedAt(), 1, Integer::sum);
                if (post.endedAt() != null) {
                    changes.merge(post.endedAt(), -1, Integer::sum);
                }
            }
        }
        InFlight inFlight = new InFlight();
        int number = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            number += change.getValue();
            inFlight.from.put(change.getKey(), number);
        }
        return inFlight;
    }

    /** Whether a request got as far as being served. */
    static boolean letIn(Post post) {
        return !NOT_LET_IN.contains(Objects.requireNonNullElse(post.code(), ""));
    }

    /** The number at a moment. */
    public int at(long millis) {
        Map.Entry<Long, Integer> last = from.floorEntry(millis);
        return last == null ? 0 : last.getValue();
    }

    /** The mean over a window, each millisecond counting alike. */
    public double mean(Window window) {
        double sum = 0;
        long since = window.from();
        int number = at(since);
        for (Map.Entry<Long, Integer> change :
                from.subMap(window.from(), false, window.until(), false).entrySet()) {
            sum += (double) number * (change.getKey() - since);
            since = change.getKey();
            number = change.getValue();
        }
        return (sum + (double) number * (window.until() - since)) / window.millis();
    }

    /** The end of the last stretch within the window in which more than so many were served; its beginning if none. */
    public long lastAbove(int limit, Window window) {
        long last = window.from();
        boolean above = at(window.from()) > limit;
        for (Map.Entry<Long, Integer> change :
                from.subMap(window.from(), false, window.until(), false).entrySet()) {
            if (above) {
                last = change.getKey();
            }
            above = change.getValue() > limit;
        }
        return above ? window.until() : last;
    }

    /**
     * The first moment in the window from which on, for so long, the mean is at least a number.
     *
     * @return the window's end if there is none
     */
    public long firstSteady(double atLeast, long millis, Window window) {
        for (long moment = window.from(); moment + millis <= window.until(); moment += 50) {
            if (mean(new Window(moment, moment + millis)) >= atLeast) {
                return moment;
            }
        }
        return window.until();
    }
}
