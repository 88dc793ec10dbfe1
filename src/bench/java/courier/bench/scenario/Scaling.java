package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.Fleet;
import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.ground.Site;
import courier.bench.report.Lines;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import courier.bench.scenario.ScalingFigures.AtDepth;
import courier.bench.scenario.ScalingFigures.Measured;
import courier.bench.scenario.ScalingFigures.WithMany;
import courier.bench.scenario.ScalingFigures.WithWorkers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Backlog, integrations and workers grow: does an application cost more? */
public final class Scaling implements Scenario {
    private static final int SHALLOW = 1_000;
    private static final int SLOTS = 256;
    private static final String STAND_IN_HEAP = "6g";
    private static final List<Integer> INTEGRATIONS = List.of(1, 30, 300);
    private static final Map<String, String> SETTINGS = Map.of(
            "limits.slots-per-worker",
            Integer.toString(SLOTS),
            "limits.slots-per-integration",
            Integer.toString(SLOTS),
            "limits.ahead",
            Integer.toString(2 * SLOTS));
    private static final String PLOT = "scaling-backlog.svg";
    private static final String STORY = """
            A queue is kept at its size while applications are delivered: for each that ends, an intent is published. So
            the cost of an application is that of its whole life, from the intent to the event: the worker's processor
            time, and the bytes by which the logs of all topics of the application grow, internal ones included. Calls
            take 100 ms, a worker has 256 slots, which one integration may use alone. *Backlog*: the queue of 30
            integrations grows from step to step. A second worker with its own application stays at 1,000; the two take
            turns, and while one is measured, the other's calls are slow, so that it does next to nothing. Growth is told
            against that second worker, as both become warmer in the course of a run. *Integrations*: a queue of one size
            is spread over 1, 30 and 300 of them, which take turns. *Workers*: three share the partitions of a fresh
            application, then two, then one; calls take a second, so that the machine, which they share with broker and
            stand-in, is not the limit.
            """;

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        Measuring measuring = new Measuring(ground, options);
        measuring.backlogAndIntegrations();
        measuring.workers();
        measuring.plot(results.resolve(PLOT));
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("workers", "-Xmx" + options.heap() + ", settings " + measuring.settings);
        conditions.put(
                "repetitions",
                "%d of %,d applications each; with %d s of work before each"
                        .formatted(measuring.repetitions, measuring.count, measuring.warming.toSeconds()));
        Measured measured = new Measured(measuring.depths, measuring.many, measuring.workers);
        return new Result(
                name(),
                "Backlog, integrations and workers grow",
                STORY,
                conditions,
                ScalingFigures.tables(measured),
                ScalingFigures.bounds(measured),
                List.of(new Picture(PLOT, "Processor time of the worker by the size of its backlog")),
                List.of());
    }

    private static List<String> integrations(String stem, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "workday:" + stem + i)
                .toList();
    }

    private static final class Measuring {
        private static final Duration SETTLED_LIMIT = Duration.ofMinutes(2);
        private static final double SETTLED = 0.9;
        private static final List<String> THIRTY = integrations("queue", 30);

        private final Ground ground;
        private final Progress progress;
        private final Options options;
        private final Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        private final int repetitions;
        private final int count;
        private final Duration warming;
        private final List<AtDepth> depths = new ArrayList<>();
        private final List<WithMany> many = new ArrayList<>();
        private final List<WithWorkers> workers = new ArrayList<>();

        Measuring(Ground ground, Options options) {
            this.ground = ground;
            this.progress = ground.progress();
            this.options = options;
            this.repetitions = options.repetitions(3, 1);
            this.count = options.quick() ? 500 : 10_000;
            this.warming = Duration.ofSeconds(options.seconds(4, 2));
            settings.putAll(options.settings());
        }

        void backlogAndIntegrations() {
            try (Site shallow = site("bench-scaling-shallow", Contender.courier(settings))) {
                Treadmill staying = new Treadmill(ground, shallow, shallow::cpu, "100ms");
                begin(staying);
                backlog(staying);
                staying.drain();
                for (int repetition = 0; repetition < repetitions; repetition++) {
                    INTEGRATIONS.forEach(number -> many(number, staying));
                }
            }
        }

        private void backlog(Treadmill staying) {
            int most = options.backlog(1_000_000, 3_000);
            List<Integer> sizes = Stream.concat(
                            Stream.of(SHALLOW, 10_000, 100_000).filter(size -> size < most), Stream.of(most))
                    .toList();
            try (Site deep = site("bench-scaling-deep", Contender.courier(settings))) {
                Treadmill growing = new Treadmill(ground, deep, deep::cpu, "100ms");
                begin(growing);
                sizes.forEach(size -> depth(size, growing, staying));
            }
        }

        /** A cold worker would spend more on its first applications than on any backlog. */
        private void begin(Treadmill treadmill) {
            progress.say("warming up");
            treadmill.fill(THIRTY, SHALLOW);
            treadmill.warm(THIRTY, SHALLOW, warming);
            Treadmill.Cost _ = treadmill.measure(THIRTY, SHALLOW, 2 * count);
            treadmill.pause();
        }

        private void depth(int size, Treadmill growing, Treadmill staying) {
            progress.say("filling up to " + size);
            growing.fill(THIRTY, size);
            for (int repetition = 0; repetition < repetitions; repetition++) {
                progress.say("measuring with a backlog of " + SHALLOW + " and of " + size);
                Treadmill.Cost shallow = turn(staying, THIRTY, SHALLOW, count);
                depths.add(new AtDepth(size, turn(growing, THIRTY, size, count), shallow));
            }
        }

        private void many(int number, Treadmill treadmill) {
            progress.say("measuring with integrations: " + number);
            int size = options.quick() ? SHALLOW : 10 * SHALLOW;
            List<String> integrations = integrations("of" + number + "x", number);
            treadmill.fill(integrations, size);
            many.add(new WithMany(number, turn(treadmill, integrations, size, count)));
            treadmill.drain();
        }

        private Treadmill.Cost turn(Treadmill treadmill, List<String> integrations, int size, int applications) {
            treadmill.warm(integrations, size, warming);
            Treadmill.Cost cost = treadmill.measure(integrations, size, applications);
            treadmill.pause();
            return cost;
        }

        void workers() {
            int most = options.quick() ? 2 : 3;
            List<String> integrations = integrations("shared", 20 * most);
            try (Fleet fleet = new Fleet(Contender.courier(settings));
                    Site site = site("bench-scaling-workers", fleet)) {
                IntStream.range(1, most).forEach(_ -> fleet.add());
                Treadmill treadmill = new Treadmill(
                        ground, site, () -> fleet.cpu().stream().reduce(site.cpu(), Duration::plus), "1s");
                for (int number = most; number >= 1; number--) {
                    shared(number, treadmill, site, integrations);
                    if (number > 1) {
                        fleet.remove();
                    }
                }
            }
        }

        private void shared(int number, Treadmill treadmill, Site site, List<String> integrations) {
            int size = 4 * SHALLOW * number;
            progress.say("waiting until all slots are in use of workers: " + number);
            long since = System.nanoTime();
            boolean full = treadmill.warm(
                    integrations, size, SETTLED_LIMIT, () -> site.kombo().inFlightInAll() >= SETTLED * SLOTS * number);
            double settledAfter = full ? (System.nanoTime() - since) / 1e9 : Double.NaN;
            for (int repetition = 0; repetition < repetitions; repetition++) {
                progress.say("measuring with workers: " + number);
                Treadmill.Cost cost =
                        treadmill.measure(integrations, size, options.quick() ? count : 20 * SLOTS * number);
                workers.add(new WithWorkers(number, settledAfter, cost));
            }
        }

        private Site site(String name, Contender contender) {
            Site site = ground.site(name, options.heap(), contender, STAND_IN_HEAP);
            site.kombo().limit(SLOTS);
            return site;
        }

        void plot(Path file) {
            SequencedMap<Double, Double> deep = new TreeMap<>();
            SequencedMap<Double, Double> shallow = new TreeMap<>();
            depths.forEach(depth -> {
                double size = depth.size();
                deep.put(size, ScalingFigures.median(depths, depth.size(), AtDepth::cost, Treadmill.Cost::worker));
                shallow.put(size, ScalingFigures.median(depths, depth.size(), AtDepth::beside, Treadmill.Cost::worker));
            });
            new Lines("The worker's processor time", "backlog", "ms per application")
                    .logarithmic()
                    .line("with this backlog", deep)
                    .line(String.format(Locale.ROOT, "meanwhile with %,d", SHALLOW), shallow)
                    .write(file);
        }
    }
}
