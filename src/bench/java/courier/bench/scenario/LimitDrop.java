package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.ground.Site;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import courier.bench.report.Timeline;
import courier.bench.scenario.LimitFigures.Cycle;
import courier.bench.scenario.LimitFigures.Held;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.InFlight;
import courier.sandbox.measure.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Kombo's limit for one integration drops in mid-run and rises again; then the integration is held, and released. */
public final class LimitDrop implements Scenario {
    static final int HIGH = 30;
    static final int LOW = 5;

    private static final String BUSY = "workday:busy";
    private static final String NEIGHBOUR = "workday:neighbour";
    private static final Duration FULL_LIMIT = Duration.ofSeconds(90);
    private static final Duration TAKE_IN_LIMIT = Duration.ofMinutes(5);
    private static final Map<String, String> SETTINGS =
            Map.of("kombo.request-timeout", "30s", "hold.probe-interval", "2s", "ledger.outcome-delivery", "30s");
    private static final String LIMIT_PLOT = "timeline-limit.svg";
    private static final String HOLD_PLOT = "timeline-hold.svg";
    private static final String STORY = """
            An integration and its neighbour have a backlog each; calls take 1 to 3 s. Kombo takes 30 calls at a time for
            each. In mid-run it takes only 5 for the one, and later 30 again. *Settled* is the last moment at which more
            than 5 were in flight or a call was answered with 429, counted from the drop; *recovered* the first from
            which on the mean of a second is 95 % of 30, counted from the rise. All figures come from the stand-in's
            journal. After that the integration's access is revoked, and given back.
            """;

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(3, 1);
        int seconds = options.seconds(20, 12);
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(options.settings());
        List<Cycle> cycles = new ArrayList<>();
        Held held;
        try (Site site = ground.site("bench-limit", options.heap(), settings)) {
            Measuring measuring = new Measuring(ground.progress(), site, Duration.ofSeconds(seconds), results);
            measuring.begin(options.seed(), repetitions);
            for (int i = 0; i < repetitions; i++) {
                cycles.add(measuring.cycle());
            }
            held = measuring.hold();
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("worker", "1, -Xmx" + options.heap() + ", settings " + settings);
        conditions.put("repetitions", repetitions + ", " + seconds + " s at each limit");
        conditions.put("seed", Long.toString(options.seed()));
        return new Result(
                name(),
                "The limit drops from 30 to 5, and rises again",
                STORY,
                conditions,
                LimitFigures.tables(cycles, held),
                LimitFigures.bounds(cycles),
                List.of(
                        new Picture(LIMIT_PLOT, "Calls in flight while the limit of one integration drops and rises"),
                        new Picture(HOLD_PLOT, "Calls in flight while one integration is held and released")),
                List.of());
    }

    private static final class Measuring {
        private static final Duration MARGIN = Duration.ofSeconds(5);
        private static final double FULL = 0.95;
        /** Of a single look, which may fall between an answer and the next call. */
        private static final double NEARLY_FULL = 0.8;

        private static final long STEADY_MILLIS = 1000;

        private final Progress progress;
        private final Site site;
        private final Duration length;
        private final Path results;

        Measuring(Progress progress, Site site, Duration length, Path results) {
            this.progress = progress;
            this.site = site;
            this.length = length;
            this.results = results;
        }

        void begin(long seed, int repetitions) {
            progress.say("publishing and taking in");
            site.kombo().behave(well(seed));
            long most = (length.toSeconds() * 3 + FULL_LIMIT.toSeconds()) * (repetitions + 1) + 60;
            // calls of 2 s in 30 places
            int backlog = Math.toIntExact(most * HIGH / 2);
            site.producers().publish(BUSY, backlog);
            site.producers().publish(NEIGHBOUR, backlog);
            Duration _ = site.awaitTakenIn(TAKE_IN_LIMIT);
            site.pass(length);
        }

        Cycle cycle() {
            progress.say("a limit of 30, 5 and 30");
            awaitFull();
            long begin = System.currentTimeMillis();
            site.pass(length);
            long drop = System.currentTimeMillis();
            site.kombo().limit(BUSY, LOW);
            site.pass(length);
            long rise = System.currentTimeMillis();
            site.kombo().limit(BUSY, HIGH);
            site.pass(MARGIN);
            awaitFull();
            site.pass(length);
            Map<String, List<Post>> journal = site.journal(1);
            List<Post> posts = journal.getOrDefault(BUSY, List.of());
            InFlight busy = InFlight.of(posts);
            InFlight neighbour = InFlight.of(journal.getOrDefault(NEIGHBOUR, List.of()));
            Window high = new Window(begin, drop);
            Window low = new Window(drop, rise);
            Window again = new Window(rise, System.currentTimeMillis());
            TreeMap<Long, Integer> steps = new TreeMap<>(Map.of(begin, HIGH, drop, LOW, rise, HIGH));
            new Timeline("The limit drops from 30 to 5, and rises again", new Window(begin, again.until()))
                    .limit("limit", steps)
                    .line("the integration", busy)
                    .line("its neighbour", neighbour)
                    .write(results.resolve(LIMIT_PLOT));
            long settled = Math.max(busy.lastAbove(LOW, low), lastThrottled(posts, low));
            long recovered = busy.firstSteady(FULL * HIGH, STEADY_MILLIS, again);
            return new Cycle(
                    busy.mean(high) / HIGH,
                    throttled(posts, high),
                    (settled - drop) / 1000.0,
                    throttledCalls(posts, low),
                    (recovered - rise) / 1000.0,
                    throttled(posts, new Window(begin, again.until())),
                    neighbour.mean(new Window(drop, again.until())) / HIGH);
        }

        /** Revokes the integration's access, and gives it back. */
        Held hold() {
            progress.say("a hold and its release");
            awaitFull();
            long begin = System.currentTimeMillis();
            site.pass(MARGIN);
            long broken = System.currentTimeMillis();
            site.kombo().behave(BUSY, """
                    {"latency": {"fixed": "100ms"}, "rules": [{"refuse": "INTEGRATION.AUTHENTICATION_INVALID"}]}""");
            site.pass(length);
            long mended = System.currentTimeMillis();
            site.kombo().behave(BUSY, well(0));
            boolean _ = site.await(FULL_LIMIT, () -> site.kombo().inFlight(BUSY) > 1);
            awaitFull();
            site.pass(MARGIN);
            Map<String, List<Post>> journal = site.journal(1);
            List<Post> posts = journal.getOrDefault(BUSY, List.of());
            InFlight busy = InFlight.of(posts);
            InFlight neighbour = InFlight.of(journal.getOrDefault(NEIGHBOUR, List.of()));
            Window after = new Window(mended, System.currentTimeMillis());
            new Timeline("Access is revoked, and given back", new Window(begin, after.until()))
                    .moment(broken)
                    .moment(mended)
                    .line("the integration", busy)
                    .line("its neighbour", neighbour)
                    .write(results.resolve(HOLD_PLOT));
            Window down = new Window(broken, mended);
            return new Held(
                    down.millis() / 1000.0,
                    down.arrived(posts).size(),
                    (busy.lastAbove(1, down) - broken) / 1000.0,
                    (busy.firstSteady(FULL * HIGH, STEADY_MILLIS, after) - mended) / 1000.0,
                    neighbour.mean(down) / HIGH);
        }

        private void awaitFull() {
            boolean _ = site.await(FULL_LIMIT, () -> site.kombo().inFlight(BUSY) >= NEARLY_FULL * HIGH);
        }

        private static String well(long seed) {
            return "{\"latency\": {\"uniform\": [\"1s\", \"3s\"], \"seed\": " + seed + "}}";
        }

        private static long lastThrottled(List<Post> posts, Window window) {
            return window.arrived(posts).stream()
                    .filter(Measuring::isThrottled)
                    .mapToLong(Post::arrivedAt)
                    .max()
                    .orElse(window.from());
        }

        private static double throttledCalls(List<Post> posts, Window window) {
            return window.arrived(posts).stream().filter(Measuring::isThrottled).count();
        }

        private static double throttled(List<Post> posts, Window window) {
            return throttledCalls(posts, window) / window.arrived(posts).size();
        }

        private static boolean isThrottled(Post post) {
            return post.status() != null && post.status() == 429;
        }
    }
}
