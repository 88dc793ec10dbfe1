package courier.bench.scenario;

import courier.bench.ground.Site;
import courier.sandbox.kombo.Post;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the stand-in's journal in stretches, and keeps count of what must hold over all of them. Used by one thread.
 *
 * <p>Each look goes back to where the look before had begun: a call that was open then is seen again, ended.
 */
final class Lookout {
    private final Site site;
    private final Map<String, Set<String>> called = new HashMap<>();
    private final Map<String, Long> creations = new HashMap<>();
    private final Set<String> createdTwice = new HashSet<>();
    private long from = 1;
    private long next = 1;

    Lookout(Site site) {
        this.site = site;
    }

    /** The requests since the look before the last, by integration. */
    Map<String, List<Post>> look() {
        Map<String, List<Post>> posts = site.journal(from);
        from = next;
        posts.values().forEach(list -> list.forEach(this::note));
        return posts;
    }

    /** How many intents of an integration have not been called yet, as far as was seen. */
    int waiting(String integration) {
        return site.producers().count(integration)
                - called.getOrDefault(integration, Set.of()).size();
    }

    /** Intents for which several applications were created: each is a broken promise. */
    int postedTwice() {
        return createdTwice.size();
    }

    private void note(Post post) {
        next = Math.max(next, post.sequence() + 1);
        called.computeIfAbsent(post.integration(), _ -> new HashSet<>()).add(post.job());
        if (post.created()) {
            Long other = creations.putIfAbsent(post.job(), post.sequence());
            if (other != null && other != post.sequence()) {
                createdTwice.add(post.job());
            }
        }
    }
}
