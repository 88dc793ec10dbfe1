package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.report.Picture;
import courier.bench.report.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A backlog as fast as it will go: Courier beside what a user would pick instead, in turn. */
public final class Throughput implements Scenario {
    private static final String STORY = """
            A backlog of small intents (1 kB in Kafka, no attachment) of 30 integrations, published while the contender is
            ready and waiting. All contenders read the same records, send the same body with the same slots, and write the
            same events; they take turns, and each run begins with a new process, new topics and a new stand-in. *Cold* is
            the rate of the first 20,000 calls, of which the JIT compiler takes a good part; *warm* that of the second half
            but for the last twentieth. Processor time is that of the process alone, per call, warm. *Ceiling* is the raw
            consumer: a virtual thread for each record, no guarantee at all.
            """;

    private static final List<Work> WORKS = List.of(
            work("1,000 ms, 256 slots", 1000, 256, 15_000, 99),
            work("100 ms, 256 slots", 100, 256, 160_000, 85),
            work("100 ms, 1,024 slots", 100, 1024, 160_000, 55));
    private static final String PLOT = "throughput.svg";
    private static final int SHORTER = 8;
    private static final int SLOW = 5_000;
    private static final Duration SLOW_BOX = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int repetitions = options.repetitions(3, 1);
        List<Work> works = works(options);
        List<Race.Lap> laps = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (Work work : works) {
                for (Entrants.Entrant entrant : Entrants.of(options)) {
                    laps.add(race(ground, options, work, entrant, repetition));
                }
            }
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        works.forEach(
                work -> conditions.put(work.text(), work.intents() + " intents, Courier with " + work.settings()));
        conditions.put("heap", "-Xmx" + heap(options) + " each, " + repetitions + " repetitions");
        ThroughputFigures.plot(works, laps, results.resolve(PLOT));
        return new Result(
                name(),
                "Throughput, side by side",
                STORY,
                conditions,
                ThroughputFigures.tables(works, laps),
                ThroughputFigures.bounds(works, laps),
                List.of(new Picture(PLOT, "Calls per second of each contender, by work")),
                List.of());
    }

    private static Work work(String text, int latency, int slots, int intents, double share) {
        return new Work(text, Duration.ofMillis(latency), slots, 30, intents, Duration.ofMinutes(4), share);
    }

    private static Race.Lap race(Ground ground, Options options, Work work, Entrants.Entrant entrant, int repetition) {
        ground.progress().say(work.text() + ", " + entrant.text());
        // a thread for each partition is all that it has: it would take a quarter of an hour for the whole
        Work mine = entrant.isSlow() ? work.of(Math.min(SLOW, work.intents()), SLOW_BOX) : work;
        String name =
                "bench-" + work.slots() + "-" + work.latency().toMillis() + "-" + entrant.name() + "-" + repetition;
        Race.Lap lap = Race.run(ground, name, heap(options), entrant.contender(work, options.settings()), mine);
        ground.progress().say(ThroughputFigures.line(lap));
        return lap;
    }

    /** The same for all, and enough for Flink's cluster in a process. */
    static String heap(Options options) {
        return options.heap().equals(Options.USUAL_HEAP) ? "768m" : options.heap();
    }

    private static List<Work> works(Options options) {
        return WORKS.stream()
                .filter(work -> options.work().isEmpty() || work.text().startsWith(options.work()))
                .map(work -> options.quick() ? work.of(work.intents() / SHORTER, work.box()) : work)
                .toList();
    }
}
