package courier.bench.scenario;

import courier.bench.ground.Footprint;
import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.ground.Site;
import courier.bench.report.Result;
import courier.bench.scenario.BacklogFigures.Depth;
import courier.bench.scenario.BacklogFigures.Slice;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The queue of one integration grows to a million: what does the next pick cost, and what do others feel of it? */
public final class Backlog implements Scenario {
    private static final String DEEP = "workday:deep";
    private static final int DEEP_SLOTS = 4;
    private static final String VISITOR = "workday:visitor";
    private static final int VISITS_PER_SECOND = 20;
    private static final List<String> OTHERS = List.of("workday:other1", "workday:other2");
    private static final int OTHERS_PER_SECOND = 30;
    private static final Duration TAKE_IN_LIMIT = Duration.ofMinutes(40);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Map<String, String> SETTINGS = Map.of(
            "kombo.request-timeout",
            "30s",
            "ledger.outcome-delivery",
            "30s",
            "integrations.\"" + DEEP + "\".limits.slots-per-integration",
            Integer.toString(DEEP_SLOTS));
    private static final String STORY = """
            The queue of one integration, whose ATS takes only four calls at a time (of 100 ms), grows step by step.
            *Turnaround* is the time from an answer to its next call: in it lies the pick of what is due next. Two others
            have a backlog of their own and 30 places each (calls of 0.5 to 1.5 s); a visitor without a backlog brings 20
            intents a second. "While taken in" is from the first record published to the last one in the ledger: a new
            intent of anybody waits behind those that were published before it.
            """;

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(5, 2);
        int most = options.backlog(1_000_000, 50_000);
        Duration length = Duration.ofSeconds(options.seconds(10, 6));
        List<Integer> sizes = Stream.concat(
                        Stream.of(1_000, 10_000, 100_000).filter(size -> size < most), Stream.of(most))
                .toList();
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(options.settings());
        List<Depth> depths = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        int exit;
        try (Site site = ground.site("bench-backlog", options.heap(), settings)) {
            Measuring measuring = new Measuring(ground.progress(), site, length, repetitions, remarks);
            measuring.begin(options.seed(), most, sizes.size());
            for (int size : sizes) {
                depths.add(measuring.depth(size));
            }
            exit = site.stop();
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("worker", "1, -Xmx" + options.heap() + ", settings " + settings);
        conditions.put("repetitions", repetitions + " of " + length.toSeconds() + " s at each size, in one run");
        conditions.put("seed", Long.toString(options.seed()));
        return new Result(
                name(),
                "A backlog of " + String.format(Locale.ROOT, "%,d", most) + " intents of one integration",
                STORY,
                conditions,
                BacklogFigures.tables(depths),
                BacklogFigures.bounds(depths, exit, options.heap()),
                List.of(),
                remarks);
    }

    private static final class Measuring {
        private final Progress progress;
        private final Site site;
        private final Lookout lookout;
        private final Duration length;
        private final int repetitions;
        private final List<String> remarks;

        Measuring(Progress progress, Site site, Duration length, int repetitions, List<String> remarks) {
            this.progress = progress;
            this.site = site;
            this.lookout = new Lookout(site);
            this.length = length;
            this.repetitions = repetitions;
            this.remarks = remarks;
        }

        void begin(long seed, int most, int sizes) {
            site.kombo().behave("{\"latency\": {\"uniform\": [\"500ms\", \"1500ms\"], \"seed\": " + seed + "}}");
            site.kombo().behave(DEEP, "{\"latency\": {\"fixed\": \"100ms\"}}");
            site.kombo().limit(DEEP, DEEP_SLOTS);
            site.kombo().behave(VISITOR, "{\"latency\": {\"fixed\": \"200ms\"}}");
            // enough for the others to be busy to the end, if a thousand a second are taken in
            long seconds = most / 1000 + sizes * (repetitions * length.toSeconds() + 20) + 60;
            OTHERS.forEach(
                    integration -> site.producers().publish(integration, Math.toIntExact(seconds * OTHERS_PER_SECOND)));
            Duration _ = site.awaitTakenIn(TAKE_IN_LIMIT);
            site.producers().stream(VISITOR, VISITS_PER_SECOND);
            site.pass(REST);
            Map<String, List<Post>> _ = lookout.look();
        }

        Depth depth(int size) {
            progress.say("publishing and taking in up to " + size);
            long from = System.currentTimeMillis();
            site.producers().publish(DEEP, size - lookout.waiting(DEEP));
            double published = (System.currentTimeMillis() - from) / 1000.0;
            Duration _ = site.awaitTakenIn(TAKE_IN_LIMIT);
            Window takingIn = new Window(from, System.currentTimeMillis());
            site.pass(REST);
            Map<String, List<Post>> meanwhile = lookout.look();
            double othersMeanwhile = takingIn.perSecond(others(meanwhile));
            double visitMeanwhile =
                    Latencies.p99(Latencies.toCall(site, meanwhile.getOrDefault(VISITOR, List.of()), takingIn));
            awaitVisitor();
            progress.say("measuring with " + size);
            List<Slice> slices = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                slices.add(slice());
            }
            if (OTHERS.stream().anyMatch(integration -> lookout.waiting(integration) < OTHERS_PER_SECOND)) {
                remarks.add("At " + size + " the others' own backlog was at its end: their throughput says nothing");
            }
            Footprint footprint = site.footprint();
            return new Depth(
                    size, published, takingIn.millis() / 1000.0, othersMeanwhile, visitMeanwhile, slices, footprint);
        }

        /** What the visitor brought while the others' were taken in is a backlog of its own. */
        private void awaitVisitor() {
            boolean _ = site.await(TAKE_IN_LIMIT, () -> {
                Map<String, List<Post>> _ = lookout.look();
                return lookout.waiting(VISITOR) < VISITS_PER_SECOND;
            });
        }

        private Slice slice() {
            long from = System.currentTimeMillis();
            site.pass(length);
            Window window = new Window(from, System.currentTimeMillis());
            site.pass(Duration.ofSeconds(1));
            Map<String, List<Post>> posts = lookout.look();
            List<Double> gaps = Latencies.turnaround(posts, List.of(DEEP), window);
            return new Slice(
                    Latencies.p50(gaps),
                    Latencies.p99(gaps),
                    window.perSecond(others(posts)),
                    Latencies.p99(Latencies.toCall(site, posts.getOrDefault(VISITOR, List.of()), window)));
        }

        private static List<Post> others(Map<String, List<Post>> posts) {
            return OTHERS.stream()
                    .flatMap(integration -> posts.getOrDefault(integration, List.of()).stream())
                    .toList();
        }
    }
}
