package courier.sandbox.measure;

import courier.sandbox.kombo.Post;
import java.util.Collection;
import java.util.List;

/**
 * A stretch of time, in milliseconds since the epoch.
 *
 * @param from inclusive
 * @param until exclusive
 */
public record Window(long from, long until) {

    public Window {
        if (until <= from) {
            throw new IllegalArgumentException("a window that ends at " + until + " but begins at " + from);
        }
    }

    public long millis() {
        return until - from;
    }

    /** Whether a moment is in it. */
    public boolean has(long millis) {
        return millis >= from && millis < until;
    }

    /** The requests that came in it. */
    public List<Post> arrived(Collection<Post> posts) {
        return posts.stream().filter(post -> has(post.arrivedAt())).toList();
    }

    /** How many requests were answered with a success in it, per second. */
    public double perSecond(Collection<Post> posts) {
        long answered = posts.stream()
                .filter(post -> post.fate() == Post.Fate.ANSWERED && post.endedAt() != null && has(post.endedAt()))
                .count();
        return answered * 1000.0 / millis();
    }
}
