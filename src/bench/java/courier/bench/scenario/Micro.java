package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.report.Result;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The worker's pure hot paths, each for itself: time and memory of one application. */
public final class Micro implements Scenario {
    private static final String BENCHMARKS = "courier\\.(?:.+\\.)?\\w+Benchmark\\.";
    private static final String STORY = """
            What is done with each application without waiting for anybody, on one thread and warm: measured by JMH in
            JVMs of their own with the worker's default collector. The figure is the mean of a call; ± is half of the
            confidence interval of 99.9 %. The intent is of about 1 kB, with or without a CV of 200 kB; the ledger has
            30,000 intents in its queue, its rows are in RocksDB, and there is no Kafka around it.
            """;

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int forks = options.repetitions(2, 1);
        int iterations = options.quick() ? 2 : 5;
        TimeValue each = options.quick() && options.seconds() == null
                ? TimeValue.milliseconds(300)
                : TimeValue.seconds(options.seconds(1, 1));
        Collection<RunResult> measured = measured(ground.progress(), options.heap(), forks, iterations, each);
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "JMH",
                "%d JVMs of -Xmx%s for each figure, %d iterations of %s after as many to warm up"
                        .formatted(forks, options.heap(), iterations, each));
        return new Result(
                name(),
                "The pure hot paths",
                STORY,
                conditions,
                MicroFigures.tables(measured),
                List.of(),
                List.of(),
                List.of(MicroFigures.together(measured)));
    }

    private static Collection<RunResult> measured(
            Progress progress, String heap, int forks, int iterations, TimeValue each) {
        progress.say("measuring with JMH");
        try {
            return new Runner(new OptionsBuilder()
                            .include(BENCHMARKS)
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.NANOSECONDS)
                            .forks(forks)
                            .warmupIterations(iterations)
                            .warmupTime(each)
                            .measurementIterations(iterations)
                            .measurementTime(each)
                            .addProfiler(GCProfiler.class)
                            .jvmArgs("-Xmx" + heap, "--enable-native-access=ALL-UNNAMED")
                            .verbosity(VerboseMode.NORMAL)
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark has failed", e);
        }
    }
}
