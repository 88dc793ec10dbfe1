package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.ground.Site;
import courier.bench.report.Result;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Ten integrations with a backlog each, of which one is sick in turn: what do the others feel of it? */
public final class Isolation implements Scenario {
    private static final int SLOTS = 30;
    private static final String SICK = "workday:sick";
    private static final String VISITOR = "workday:visitor";
    private static final int VISITS_PER_SECOND = 40;
    private static final List<String> OTHERS =
            IntStream.rangeClosed(1, 9).mapToObj(i -> "workday:other" + i).toList();
    private static final Duration CURE_LIMIT = Duration.ofSeconds(30);
    private static final Duration TAKE_IN_LIMIT = Duration.ofMinutes(10);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final Map<String, String> SETTINGS = Map.of(
            "limits.slots-per-worker", "512",
            "kombo.request-timeout", "5s",
            "retry.max-delay", "5s",
            "hold.probe-interval", "1s",
            "ledger.outcome-delivery", "30s");

    private static final String STORY = """
            Nine integrations and a tenth have a backlog each; Kombo takes 30 calls at a time for each, which take 0.5 to
            1.5 s. The tenth is well, or sick from the beginning of a measurement to its end, and then cured; the arms
            take turns. *Turnaround* is the time from an answer to the next call in its place, *answer → event* the time
            until the success can be read, committed; both of the nine. *Produce → call* is that of an eleventh
            integration, a visitor without a backlog (40 intents a second). The arm "all well, again" is the measure of
            chance: it differs from "all well" in nothing. In the end the sick one is cured for good, and all intents
            have to end, once.
            """;

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(5, 2);
        Duration length = Duration.ofSeconds(options.seconds(20, 8));
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(options.settings());
        IsolationFigures.Course course;
        try (Site site = ground.site("bench-isolation", options.heap(), settings)) {
            course = new Measuring(ground.progress(), site, options.seed(), length, repetitions).course();
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("worker", "1, -Xmx" + options.heap() + ", settings " + settings);
        conditions.put("repetitions", repetitions + " of " + length.toSeconds() + " s for each arm");
        conditions.put("seed", Long.toString(options.seed()));
        return new Result(
                name(),
                "One integration is sick, nine are well",
                STORY,
                conditions,
                IsolationFigures.tables(course),
                IsolationFigures.bounds(course),
                List.of(),
                course.remarks());
    }

    private static final class Measuring {
        private final Progress progress;
        private final Site site;
        private final Lookout lookout;
        private final String well;
        private final Duration length;
        private final int repetitions;
        private final List<String> remarks = new ArrayList<>();

        Measuring(Progress progress, Site site, long seed, Duration length, int repetitions) {
            this.progress = progress;
            this.site = site;
            this.lookout = new Lookout(site);
            this.well = "{\"latency\": {\"uniform\": [\"500ms\", \"1500ms\"], \"seed\": " + seed + "}}";
            this.length = length;
            this.repetitions = repetitions;
        }

        IsolationFigures.Course course() {
            site.kombo().behave(well);
            site.kombo().behave(VISITOR, "{\"latency\": {\"fixed\": \"200ms\"}}");
            progress.say("publishing a backlog of " + 10 * backlog());
            long begun = System.nanoTime();
            OTHERS.forEach(integration -> site.producers().publish(integration, backlog()));
            site.producers().publish(SICK, backlog());
            Duration published = Duration.ofNanos(System.nanoTime() - begun);
            progress.say("taking it in");
            int intents = site.producers().count();
            Duration takenIn = published.plus(site.awaitTakenIn(TAKE_IN_LIMIT));
            site.producers().stream(VISITOR, VISITS_PER_SECOND);
            site.pass(length);
            Map<String, List<Post>> _ = lookout.look();
            List<IsolationFigures.Run> runs = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                for (Arm arm : Arm.inTurn(repetition)) {
                    runs.add(measure(arm));
                }
            }
            return new IsolationFigures.Course(intents, published, takenIn, runs, drain(), remarks);
        }

        /** Enough for each integration to be busy to the end, with the time that cures take. */
        private int backlog() {
            long sick = length.plusSeconds(12).toSeconds() * 4;
            long others = length.plusSeconds(2).toSeconds() * 2;
            return Math.toIntExact(SLOTS * (repetitions * (sick + others) + 60));
        }

        private IsolationFigures.Run measure(Arm arm) {
            progress.say(arm.text());
            long from = System.currentTimeMillis();
            if (arm.isSick()) {
                // Kombo gives no answer, so what it counts as in flight must not become one
                site.kombo().limit(SICK, arm == Arm.HANGING ? 10_000 : SLOTS);
                site.kombo().behave(SICK, arm.behaviour());
            }
            site.pass(length);
            Window window = new Window(from, System.currentTimeMillis());
            double curedAfter = arm.isSick() ? cure() : Double.NaN;
            site.pass(Duration.ofSeconds(2));
            Map<String, List<Post>> posts = lookout.look();
            noteDry(arm);
            List<Post> ofOthers = OTHERS.stream()
                    .flatMap(integration -> posts.getOrDefault(integration, List.of()).stream())
                    .toList();
            return new IsolationFigures.Run(
                    arm,
                    window.perSecond(ofOthers),
                    Latencies.p99(Latencies.turnaround(posts, OTHERS, window)),
                    Latencies.p99(Latencies.toEvent(site, ofOthers, window)),
                    Latencies.p99(Latencies.toCall(site, posts.getOrDefault(VISITOR, List.of()), window)),
                    window.arrived(posts.getOrDefault(SICK, List.of())).size(),
                    curedAfter);
        }

        /** Cures the sick one, and returns the seconds until it is back at work; {@code NaN} if it is not. */
        private double cure() {
            long since = System.nanoTime();
            site.kombo().behave(SICK, well);
            site.kombo().freeHanging();
            site.kombo().limit(SICK, SLOTS);
            boolean back = site.await(CURE_LIMIT, () -> site.kombo().inFlight(SICK) >= SLOTS * 0.8);
            return back ? Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0 : Double.NaN;
        }

        private void noteDry(Arm arm) {
            List<String> dry = OTHERS.stream()
                    .filter(integration -> lookout.waiting(integration) < SLOTS)
                    .toList();
            if (!dry.isEmpty()) {
                remarks.add("The backlog of " + dry.size() + " of the nine was at its end in arm \"" + arm.text()
                        + "\": its throughput says nothing");
            }
        }

        private IsolationFigures.Ends drain() {
            progress.say("letting all intents end");
            site.producers().endStreams();
            site.kombo().behave("{\"latency\": {\"fixed\": \"10ms\"}}");
            site.kombo().behave(SICK, "{\"latency\": {\"fixed\": \"10ms\"}}");
            int published = site.producers().count();
            boolean _ = site.await(DRAIN_LIMIT, () -> site.arrivals().ended() >= published);
            Map<String, List<Post>> _ = lookout.look();
            return new IsolationFigures.Ends(
                    published - site.arrivals().ended(),
                    site.arrivals().deadLetters(),
                    site.arrivals().endedAgain(),
                    lookout.postedTwice());
        }
    }
}
