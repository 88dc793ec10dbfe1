package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.ground.Ground;
import courier.bench.peer.Peer;
import courier.bench.report.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A backlog as fast as it will go: Courier beside what a user would pick instead, in turn. */
public final class Throughput implements Scenario {
    private static final String STORY = """
            A backlog of small intents (1 kB in Kafka, no attachment) of 30 integrations, published while the contender is
            ready and waiting. All contenders read the same records, send the same body with the same slots, and write the
            same events; they take turns, and each run begins with a new process, new topics and a new stand-in. *Cold* is
            the rate of the first 20,000 calls, in which the JIT compiler takes its share; *warm* that of the rest but for
            the last twentieth. Processor time is that of the process alone, per call, warm. *Ceiling* is the raw
            consumer: a virtual thread for each record, no guarantee at all.
            """;

    private static final Work SECOND =
            new Work("1,000 ms, 256 slots", Duration.ofSeconds(1), 256, 30, 15_000, Duration.ofSeconds(90));
    private static final Work TENTH =
            new Work("100 ms, 256 slots", Duration.ofMillis(100), 256, 30, 80_000, Duration.ofSeconds(120));
    private static final Work PROCESSOR =
            new Work("100 ms, 1,024 slots", Duration.ofMillis(100), 1024, 30, 80_000, Duration.ofSeconds(120));
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
                for (String arm : arms(options)) {
                    laps.add(race(ground, options, work, arm, repetition));
                }
            }
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        works.forEach(work -> conditions.put(work.text(), work.intents() + " intents, Courier with " + work.settings()));
        conditions.put("heap", "-Xmx" + heap(options) + " each, " + repetitions + " repetitions");
        return new Result(
                name(),
                "Throughput, side by side",
                STORY,
                conditions,
                ThroughputFigures.tables(works, laps),
                ThroughputFigures.bounds(works, laps),
                List.of(),
                List.of());
    }

    private static Race.Lap race(Ground ground, Options options, Work work, String arm, int repetition) {
        Map<String, String> settings = new LinkedHashMap<>(work.settings());
        settings.putAll(options.settings());
        Contender contender = arm.equals("courier")
                ? Contender.courier(settings)
                : Contender.peer(Peer.valueOf(arm), work.slots());
        ground.progress().say(work.text() + ", " + contender.text());
        String name = "bench-" + works(options).indexOf(work) + "-" + arm.toLowerCase().replace('_', '-') + "-" + repetition;
        Work boxed = arm.equals(Peer.STREAMS.name())
                ? new Work(work.text(), work.latency(), work.slots(), work.integrations(), 5_000, SLOW_BOX)
                : work;
        Race.Lap lap = Race.run(ground, name, heap(options), contender, boxed);
        ground.progress().say(ThroughputFigures.line(lap));
        return lap;
    }

    /** Enough for Flink's cluster in a process: the same for all. */
    static String heap(Options options) {
        return options.heap().equals("256m") ? "768m" : options.heap();
    }

    private static List<Work> works(Options options) {
        List<Work> all = options.quick()
                ? Stream.of(SECOND, TENTH, PROCESSOR)
                        .map(work -> new Work(
                                work.text(), work.latency(), work.slots(), 30, work.intents() / 8, work.box()))
                        .toList()
                : List.of(SECOND, TENTH, PROCESSOR);
        String only = System.getProperty("bench.work", "");
        return only.isEmpty() ? all : all.stream().filter(work -> work.text().startsWith(only)).toList();
    }

    private static List<String> arms(Options options) {
        String only = System.getProperty("bench.arms", "");
        return only.isEmpty()
                ? Stream.concat(
                                Stream.of("courier"), Stream.of(Peer.values()).map(Peer::name))
                        .toList()
                : List.of(only.split(","));
    }
}
