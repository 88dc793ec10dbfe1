package courier.bench.scenario;

import courier.bench.ground.Site;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Spread;
import courier.sandbox.measure.Turnaround;
import courier.sandbox.measure.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The latencies of calls in a window, in milliseconds. */
final class Latencies {
    private static final Duration EVENTS_LIMIT = Duration.ofSeconds(30);

    private Latencies() {}

    /** From an answer to the next call in its place, of all these integrations. */
    static List<Double> turnaround(Map<String, List<Post>> posts, Collection<String> integrations, Window window) {
        List<Double> gaps = new ArrayList<>();
        integrations.forEach(
                integration -> gaps.addAll(Turnaround.gaps(posts.getOrDefault(integration, List.of()), window)));
        return gaps;
    }

    /**
     * From the answer of a success to the moment at which its event could be read. An answer that came too late for the
     * worker's patience has none: its intent is a dead letter in doubt.
     */
    static List<Double> toEvent(Site site, List<Post> posts, Window window) {
        List<Post> answered = posts.stream()
                .filter(post -> post.fate() == Post.Fate.ANSWERED)
                .filter(post -> post.endedAt() != null && window.has(post.endedAt()))
                .toList();
        // what has not ended by then is missing in the account of all intents, if it never does
        boolean _ = site.await(
                EVENTS_LIMIT,
                () -> answered.stream().allMatch(post -> site.arrivals().hasEnded(post.job())));
        List<Double> latencies = new ArrayList<>();
        for (Post post : answered) {
            Long delivered = site.arrivals().deliveredAt(post.job());
            if (delivered != null && post.endedAt() != null) {
                latencies.add((double) (delivered - post.endedAt()));
            }
        }
        return latencies;
    }

    /** From the producer to the call, of a steady stream. */
    static List<Double> toCall(Site site, List<Post> posts, Window window) {
        List<Double> latencies = new ArrayList<>();
        for (Post post : window.arrived(posts)) {
            Long produced = site.producers().producedAt(post.job());
            if (produced != null) {
                latencies.add((double) (post.arrivedAt() - produced));
            }
        }
        return latencies;
    }

    static double p50(List<Double> latencies) {
        return Spread.percentile(latencies, 50);
    }

    static double p99(List<Double> latencies) {
        return Spread.percentile(latencies, 99);
    }
}
