package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Site;
import courier.bench.report.Lines;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import courier.bench.scenario.SteadyFigures.Idle;
import courier.bench.scenario.SteadyFigures.Turn;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Window;
import courier.sandbox.part.Patience;
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

/** A hundred intents a second with room for all of them: what does Courier add to a call? And what does idling cost? */
public final class Steady implements Scenario {
    private static final int PER_SECOND = 100;
    private static final List<String> INTEGRATIONS =
            IntStream.rangeClosed(1, 30).mapToObj(i -> "workday:steady" + i).toList();
    private static final String PLOT = "steady-latency.svg";
    private static final String STORY = """
            A hundred intents a second come for 30 integrations in turn; calls take 100 ms, and Kombo has room for all.
            *Produce → call* is the time from the producer's `send`, which gathers records for 5 ms, to the request's
            arrival at Kombo: in it lie the commit that brings an intent to the ledger and that of its call's marker.
            *Answer → event* is the time from Kombo's answer to the moment at which a consumer of committed records has
            the success: in it lies one commit. One worker has Courier's defaults, the other the
            [setting for latency](operations.md#latency); they take turns, and the one whose turn it is not is idle.
            Before and after, both are measured alone and without any intent. Processor time is a share of one core; the
            broker's includes what the harness's consumer of events asks for.
            """;

    /** How a worker is set. */
    enum Manner {
        USUAL("default"),
        QUICK("for latency");

        private final String text;

        Manner(String text) {
            this.text = text;
        }

        Map<String, String> settings() {
            return switch (this) {
                case USUAL -> Map.of();
                case QUICK -> Map.of("kafka.properties.commit.interval.ms", "25", "kafka.properties.poll.ms", "5");
            };
        }

        String text() {
            return text;
        }
    }

    @Override
    public String name() {
        return "steady";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(5, 1);
        Duration length = Duration.ofSeconds(options.seconds(20, 8));
        Measuring measuring = new Measuring(ground, options, length);
        measuring.measure(repetitions);
        measuring.plot(results.resolve(PLOT));
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("workers", "-Xmx" + options.heap() + ", settings " + options.settings());
        conditions.put("setting for latency", Manner.QUICK.settings().toString());
        conditions.put(
                "repetitions",
                "%d of %d s for each setting; idle once, %d s"
                        .formatted(
                                repetitions,
                                length.toSeconds(),
                                measuring.idling().toSeconds()));
        return new Result(
                name(),
                "A hundred intents a second, and none",
                STORY,
                conditions,
                SteadyFigures.tables(measuring.turns, measuring.idle),
                SteadyFigures.bounds(measuring.turns, measuring.idle),
                List.of(new Picture(PLOT, "Share of the intents by latency, with both settings")),
                measuring.remarks);
    }

    private static final class Measuring {
        private static final Duration BEGINNING = Duration.ofSeconds(3);
        private static final Duration ENDS_LIMIT = Duration.ofSeconds(60);
        private static final double PLOTTED_MILLIS = 500;

        private final Ground ground;
        private final Options options;
        private final Duration length;
        private final List<Turn> turns = new ArrayList<>();
        private final List<Idle> idle = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final SequencedMap<String, List<Double>> latencies = new LinkedHashMap<>();

        Measuring(Ground ground, Options options, Duration length) {
            this.ground = ground;
            this.options = options;
            this.length = length;
        }

        void measure(int repetitions) {
            idle.add(idleBroker());
            try (Site usual = warm(Manner.USUAL)) {
                idle.add(idle(Manner.USUAL, usual));
                try (Site quick = warm(Manner.QUICK)) {
                    for (int i = 0; i < repetitions; i++) {
                        turns.add(turn(Manner.USUAL, usual));
                        turns.add(turn(Manner.QUICK, quick));
                    }
                    int _ = usual.stop();
                    idle.add(idle(Manner.QUICK, quick));
                }
            }
        }

        /** Until what a start or a stream has left to do is done, the compiler's work too. */
        private Duration rest() {
            return options.quick() ? Duration.ofSeconds(3) : Duration.ofSeconds(30);
        }

        Duration idling() {
            return options.quick() ? Duration.ofSeconds(8) : Duration.ofSeconds(60);
        }

        private Site warm(Manner manner) {
            Map<String, String> settings = new LinkedHashMap<>(manner.settings());
            settings.putAll(options.settings());
            Site site = ground.site("bench-steady-" + manner.name().toLowerCase(Locale.ROOT), options.heap(), settings);
            ground.progress().say("warming up: " + manner.text());
            site.kombo().behave("{\"latency\": {\"fixed\": \"100ms\"}}");
            site.producers().stream(INTEGRATIONS, PER_SECOND);
            site.pass(length.multipliedBy(2));
            awaitEnds(site);
            return site;
        }

        private Turn turn(Manner manner, Site site) {
            ground.progress().say("measuring: " + manner.text());
            long arrived = System.currentTimeMillis();
            site.producers().stream(INTEGRATIONS, PER_SECOND);
            site.pass(BEGINNING);
            long from = System.currentTimeMillis();
            Duration worker = site.cpu();
            Duration broker = ground.brokerCpu();
            site.pass(length);
            Duration workerUsed = site.cpu().minus(worker);
            Duration brokerUsed = ground.brokerCpu().minus(broker);
            Window window = new Window(from, System.currentTimeMillis());
            awaitEnds(site);
            List<Post> posts = site.journal(1).values().stream()
                    .flatMap(List::stream)
                    .filter(post -> post.arrivedAt() >= arrived)
                    .toList();
            List<Double> toCall = Latencies.toCall(site, posts, window);
            List<Double> toEvent = Latencies.toEvent(site, posts, window);
            keep(manner.text() + ": produce → call", toCall);
            keep(manner.text() + ": answer → event", toEvent);
            return new Turn(
                    manner,
                    window.perSecond(posts),
                    new Turn.Latency(Latencies.p50(toCall), Latencies.p99(toCall)),
                    new Turn.Latency(Latencies.p50(toEvent), Latencies.p99(toEvent)),
                    SteadyFigures.share(workerUsed, window),
                    SteadyFigures.share(brokerUsed, window));
        }

        private void keep(String name, List<Double> more) {
            latencies.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(more);
        }

        private void awaitEnds(Site site) {
            site.producers().endStreams();
            int published = site.producers().count();
            if (!site.await(ENDS_LIMIT, () -> site.arrivals().ended() >= published)) {
                remarks.add("%d intents had no end within %d s"
                        .formatted(published - site.arrivals().ended(), ENDS_LIMIT.toSeconds()));
            }
        }

        private Idle idleBroker() {
            ground.progress().say("idle: the broker alone");
            boolean _ = Patience.until(rest(), () -> false);
            long from = System.currentTimeMillis();
            Duration broker = ground.brokerCpu();
            boolean _ = Patience.until(idling(), () -> false);
            Duration used = ground.brokerCpu().minus(broker);
            return new Idle(
                    "no worker", Double.NaN, SteadyFigures.share(used, new Window(from, System.currentTimeMillis())));
        }

        private Idle idle(Manner manner, Site site) {
            ground.progress().say("idle: " + manner.text());
            site.pass(rest());
            long from = System.currentTimeMillis();
            Duration worker = site.cpu();
            Duration broker = ground.brokerCpu();
            site.pass(idling());
            Duration workerUsed = site.cpu().minus(worker);
            Duration brokerUsed = ground.brokerCpu().minus(broker);
            Window window = new Window(from, System.currentTimeMillis());
            return new Idle(
                    manner.text(), SteadyFigures.share(workerUsed, window), SteadyFigures.share(brokerUsed, window));
        }

        /** For each latency, the share of the intents that took no longer. */
        void plot(Path file) {
            Lines lines = new Lines("A hundred intents a second", "ms", "% of intents").until(PLOTTED_MILLIS);
            latencies.forEach((name, values) -> {
                SequencedMap<Double, Double> points = new TreeMap<>();
                List<Double> sorted = values.stream().sorted().toList();
                for (int i = 0; i < sorted.size(); i++) {
                    points.put(sorted.get(i), 100.0 * (i + 1) / sorted.size());
                }
                lines.curve(name, points);
            });
            lines.write(file);
        }
    }
}
