package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.ground.Site;
import courier.bench.report.Cell;
import courier.bench.report.Result;
import courier.bench.report.Table;
import courier.sandbox.kombo.Post;
import courier.sandbox.measure.Spread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A worker is stopped or killed and starts again, with and without its disk: how long until it calls? */
public final class Startup implements Scenario {
    private static final int SLOTS = 256;
    private static final String STORY = """
            The time from the start of the worker's process to its first request at Kombo, and to the moment at which it
            has nine tenths of its 256 slots in use; calls take two seconds. Before a start without a backlog, a thousand
            intents are published while no worker runs, and the ledger is empty but for what it remembers of those that
            ended. With a backlog, they wait in the ledger. Without its disk, a worker restores its stores from the
            brokers. After a stop (SIGTERM) the worker has left its group; after a kill (`kill -9`) the group waits for
            the dead one's session, which is 10 s long, and the calls that were under way are in doubt.
            """;

    /** What comes before a start. */
    private enum Case {
        EMPTY("stopped, no backlog", false, false, false),
        EMPTY_NO_DISK("stopped, no backlog, without its disk", false, false, true),
        BACKLOG("stopped, with a backlog", true, false, false),
        BACKLOG_NO_DISK("stopped, with a backlog, without its disk", true, false, true),
        KILLED("killed, with a backlog", true, true, false);

        private final String text;
        private final boolean backlog;
        private final boolean killed;
        private final boolean forgotten;

        Case(String text, boolean backlog, boolean killed, boolean forgotten) {
            this.text = text;
            this.backlog = backlog;
            this.killed = killed;
            this.forgotten = forgotten;
        }
    }

    /** A start; times in seconds, {@code NaN} if it did not come to that. */
    private record Start(Case kind, double firstCall, double full, double inDoubt) {}

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(5, 1);
        int backlog = options.backlog(100_000, 3_000);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("limits.slots-per-worker", Integer.toString(SLOTS));
        settings.putAll(options.settings());
        List<Start> starts;
        try (Site site = ground.site("bench-startup", options.heap(), Contender.courier(settings))) {
            starts = new Measuring(ground.progress(), site, backlog).starts(repetitions);
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("worker", "1, -Xmx" + options.heap() + ", settings " + settings);
        conditions.put("backlog", String.format(Locale.ROOT, "%,d intents of 30 integrations", backlog));
        conditions.put("repetitions", repetitions + " for each row");
        return new Result(
                name(),
                "Start and recovery",
                STORY,
                conditions,
                List.of(table(starts)),
                List.of(),
                List.of(),
                List.of());
    }

    private static Table table(List<Start> starts) {
        return new Table(
                "A worker starts again:",
                List.of("before", "first call after s", "nine tenths of the slots in use after s", "calls in doubt"),
                List.of(Case.values()).stream()
                        .map(kind -> List.of(
                                Cell.of(kind.text),
                                Cell.of(spread(starts, kind, Start::firstCall), 1),
                                Cell.of(spread(starts, kind, Start::full), 1),
                                Cell.of(spread(starts, kind, Start::inDoubt), 0)))
                        .toList());
    }

    private static Spread spread(List<Start> starts, Case kind, ToDoubleFunction<Start> figure) {
        return Spread.of(starts.stream()
                .filter(start -> start.kind() == kind)
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private static final class Measuring {
        private static final List<String> INTEGRATIONS =
                IntStream.rangeClosed(1, 30).mapToObj(i -> "workday:start" + i).toList();
        private static final int FEW = 1_000;
        private static final double FULL = 0.9;
        private static final Duration LIMIT = Duration.ofMinutes(5);
        private static final Duration JUDGED_LIMIT = Duration.ofSeconds(60);
        private static final Duration REST = Duration.ofSeconds(2);

        private final Progress progress;
        private final Site site;
        private final int backlog;
        private long next = 1;

        Measuring(Progress progress, Site site, int backlog) {
            this.progress = progress;
            this.site = site;
            this.backlog = backlog;
        }

        /** Those without a backlog come first: each start of the others calls some of it, and it is filled up again. */
        List<Start> starts(int repetitions) {
            List<Start> starts = new ArrayList<>();
            site.kombo().behave("{\"latency\": {\"fixed\": \"2s\"}}");
            publish(FEW);
            drain();
            for (boolean withBacklog : new boolean[] {false, true}) {
                for (int repetition = 0; repetition < repetitions; repetition++) {
                    for (Case kind : Case.values()) {
                        if (kind.backlog == withBacklog) {
                            progress.say(kind.text);
                            starts.add(start(kind));
                        }
                    }
                }
            }
            return starts;
        }

        private Start start(Case kind) {
            if (kind.backlog) {
                publish(backlog - open());
                Duration _ = site.awaitTakenIn(LIMIT);
                boolean _ = isFull();
            } else {
                drain();
            }
            int letters = site.arrivals().deadLetters();
            end(kind);
            List<Post> _ = look();
            long since = System.currentTimeMillis();
            site.start();
            double first = firstCall(since);
            double full = isFull() ? (System.currentTimeMillis() - since) / 1000.0 : Double.NaN;
            if (kind.killed) {
                // the calls of its dead self are judged as soon as it has read all of their outcomes
                boolean _ = site.await(JUDGED_LIMIT, () -> site.arrivals().deadLetters() > letters);
                site.pass(REST);
            }
            return new Start(kind, first, full, site.arrivals().deadLetters() - letters);
        }

        private void end(Case kind) {
            if (kind.killed) {
                site.kill();
            } else {
                int _ = site.stop();
            }
            if (kind.forgotten) {
                site.forget();
            }
            if (!kind.backlog) {
                publish(FEW);
            }
        }

        private double firstCall(long since) {
            long[] first = {0};
            boolean called = site.await(LIMIT, () -> {
                first[0] = look().stream().mapToLong(Post::arrivedAt).min().orElse(0);
                return first[0] > 0;
            });
            return called ? (first[0] - since) / 1000.0 : Double.NaN;
        }

        /** The requests since the last look. */
        private List<Post> look() {
            List<Post> posts =
                    site.journal(next).values().stream().flatMap(List::stream).toList();
            next = posts.stream().mapToLong(Post::sequence).max().orElse(next - 1) + 1;
            return posts;
        }

        private boolean isFull() {
            return site.await(LIMIT, () -> site.kombo().inFlightInAll() >= FULL * SLOTS);
        }

        private int open() {
            return site.producers().count() - site.arrivals().ended();
        }

        private void publish(int count) {
            site.producers().publishInTurn(INTEGRATIONS, Math.max(0, count));
        }

        private void drain() {
            boolean _ = site.await(LIMIT, () -> open() == 0);
        }
    }
}
