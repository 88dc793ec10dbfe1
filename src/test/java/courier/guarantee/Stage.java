package courier.guarantee;

import courier.config.Settings;
import courier.sandbox.account.Guarantee;
import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application with a Kombo of its own, so that several can be played at a time. Used by one thread. */
final class Stage implements AutoCloseable {

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));
    private final Settings settings;
    private final Deployment deployment;

    Stage(Broker broker, Registry registry, int slots, Map<String, String> others) {
        Map<String, String> values = new HashMap<>(others);
        values.put("limits.slots-per-integration", Integer.toString(slots));
        values.put("limits.slots-per-integration-max", Integer.toString(slots));
        settings = TestSettings.fresh(broker, registry, kombo, values);
        deployment = new Deployment(settings, kombo);
    }

    Settings settings() {
        return settings;
    }

    Deployment deployment() {
        return deployment;
    }

    KomboStandIn kombo() {
        return kombo;
    }

    /** Kombo takes so long from now on. */
    void taking(Duration latency) {
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(latency)));
    }

    /** How often Kombo was called for an intent. */
    long posts(String intent) {
        return kombo.journal().posts().stream()
                .filter(post -> intent.equals(post.key()))
                .count();
    }

    /** Whether no call is under way, and the last one ended so long ago. */
    boolean quietFor(Duration duration) {
        List<Post> posts = kombo.journal().posts();
        long latest = System.currentTimeMillis() - duration.toMillis();
        return !posts.isEmpty()
                && posts.stream().allMatch(post -> {
                    Long ended = post.endedAt();
                    return ended != null && ended < latest;
                });
    }

    /** Holds guarantees against what is there by now. */
    List<Finding> check(Guarantee... guarantees) {
        var history = deployment.history();
        return Stream.of(guarantees).map(guarantee -> guarantee.check(history)).toList();
    }

    /** The calls, for whoever wonders what happened. */
    @Override
    public String toString() {
        long begun = kombo.journal().posts().stream()
                .mapToLong(Post::arrivedAt)
                .min()
                .orElse(0);
        return kombo.journal().posts().stream()
                .map(post -> post.key() + " at " + (post.arrivedAt() - begun) + " ms: " + post.fate())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        deployment.close();
        kombo.close();
    }
}
