package courier.sandbox.measure;

import courier.sandbox.kombo.Post;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * How long a place at Kombo stays empty between an answer and the next call of the integration, while work waits. In it
 * lie the outcome's way back, the pick of what is due next, its marker's commit and the start of the call.
 */
public final class Turnaround {

    private Turnaround() {}

    /**
     * The gaps of one integration's requests, in milliseconds: each call is taken to fill the place that has been empty
     * for longest, of those that an answer has freed within the window.
     */
    public static List<Double> gaps(Collection<Post> posts, Window window) {
        Queue<Long> freed = new ArrayDeque<>();
        List<Double> gaps = new ArrayList<>();
        for (Change change : changes(posts, window)) {
            if (!change.begins()) {
                freed.add(change.at());
            } else if (!freed.isEmpty()) {
                gaps.add((double) (change.at() - freed.remove()));
            }
        }
        return gaps;
    }

    private record Change(long at, boolean begins) {}

    private static List<Change> changes(Collection<Post> posts, Window window) {
        List<Change> changes = new ArrayList<>();
        for (Post post : posts) {
            if (!InFlight.letIn(post)) {
                continue;
            }
            if (window.has(post.arrivedAt())) {
                changes.add(new Change(post.arrivedAt(), true));
            }
            if (post.endedAt() != null && window.has(post.endedAt())) {
                changes.add(new Change(post.endedAt(), false));
            }
        }
        // of one millisecond, the answer first: the call may have waited for it
        changes.sort(Comparator.comparingLong(Change::at).thenComparing(Change::begins));
        return changes;
    }
}
