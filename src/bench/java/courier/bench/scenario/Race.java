package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.CpuTrail;
import courier.bench.ground.Footprint;
import courier.bench.ground.Ground;
import courier.bench.ground.Site;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One contender does one work, from an empty start to its end or the end of its time. Used by one thread. */
final class Race {
    /** As many calls as the JIT compiler needs, and then some. */
    static final int COLD = 20_000;

    private static final int CHECKED_ONE_IN = 100;
    /** It remembers every application. */
    private static final String STAND_IN_HEAP = "6g";

    private static final double WARM_FROM = 0.5;
    private static final double WARM_UNTIL = 0.95;
    private static final Duration EVENTS_LIMIT = Duration.ofSeconds(20);

    private final Site site;
    private final Work work;
    private final Ground ground;
    private final CpuTrail worker = new CpuTrail();
    private final CpuTrail broker = new CpuTrail();
    private final CpuTrail kombo = new CpuTrail();

    private Race(Site site, Work work, Ground ground) {
        this.site = site;
        this.work = work;
        this.ground = ground;
    }

    /**
     * What came of it. Rates are of calls, per second; times are milliseconds; processor time is per call.
     *
     * @param cold the rate of the first {@value #COLD} calls, or of all if there are fewer
     * @param warm the rate from the half of all calls to nearly the last
     * @param toEventP50 from answers to their events, committed; in the warm stretch
     * @param twice intents with more than one application
     * @param open intents without an event in the end, of those that were called
     */
    record Lap(
            String contender,
            Work work,
            double cold,
            double warm,
            double cpu,
            double brokerCpu,
            double komboCpu,
            double toEventP50,
            double toEventP99,
            Footprint footprint,
            int calls,
            int twice,
            int open) {}

    static Lap run(Ground ground, String name, String heap, Contender contender, Work work) {
        try (Site site = ground.site(name, heap, contender, STAND_IN_HEAP)) {
            return new Race(site, work, ground).lap(contender.text());
        }
    }

    private Lap lap(String contender) {
        site.kombo().limit(100_000);
        site.kombo().checkOneIn(CHECKED_ONE_IN);
        site.kombo().behave("{\"latency\": {\"fixed\": \"" + work.latency().toMillis() + "ms\"}}");
        site.producers().publishInTurn(work.names(), work.intents());
        boolean _ = site.await(work.box(), () -> {
            note();
            return site.arrivals().ended() >= work.intents();
        });
        Footprint footprint = site.footprint();
        List<Post> posts = site.kombo().journal(1).stream()
                .sorted(Comparator.comparingLong(Post::arrivedAt))
                .toList();
        return lap(contender, posts, footprint);
    }

    private void note() {
        long now = System.currentTimeMillis();
        worker.note(now, site.cpu());
        broker.note(now, ground.brokerCpu());
        kombo.note(now, site.kombo().cpu());
    }

    private Lap lap(String contender, List<Post> posts, Footprint footprint) {
        int from = (int) (posts.size() * WARM_FROM);
        int until = (int) (posts.size() * WARM_UNTIL) - 1;
        long begin = posts.get(from).arrivedAt();
        long end = posts.get(until).arrivedAt();
        int calls = until - from;
        List<Double> toEvent = toEvent(posts.subList(from, until));
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        posts.stream()
                .filter(Post::created)
                .map(Post::job)
                .filter(job -> !seen.add(job))
                .forEach(twice::add);
        return new Lap(
                contender,
                work,
                rate(posts.subList(0, Math.min(COLD, posts.size()))),
                calls * 1000.0 / (end - begin),
                worker.millis(begin, end) / calls,
                broker.millis(begin, end) / calls,
                kombo.millis(begin, end) / calls,
                Spread.percentile(toEvent, 50),
                Spread.percentile(toEvent, 99),
                footprint,
                posts.size(),
                twice.size(),
                (int) seen.stream()
                        .filter(job -> !site.arrivals().hasEnded(job))
                        .count());
    }

    private static double rate(List<Post> posts) {
        long took = posts.getLast().arrivedAt() - posts.getFirst().arrivedAt();
        return took == 0 ? Double.NaN : (posts.size() - 1) * 1000.0 / took;
    }

    private List<Double> toEvent(List<Post> posts) {
        boolean _ = site.await(
                EVENTS_LIMIT,
                () -> posts.stream()
                        .filter(post -> post.endedAt() != null)
                        .allMatch(post -> site.arrivals().hasEnded(post.job())));
        List<Double> latencies = new ArrayList<>();
        for (Post post : posts) {
            Long delivered = site.arrivals().deliveredAt(post.job());
            if (delivered != null && post.endedAt() != null) {
                latencies.add((double) (delivered - post.endedAt()));
            }
        }
        return latencies;
    }
}
