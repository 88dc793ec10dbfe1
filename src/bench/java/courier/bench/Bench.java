package courier.bench;

import courier.bench.ground.Ground;
import courier.bench.ground.Progress;
import courier.bench.report.Bound;
import courier.bench.report.Machine;
import courier.bench.report.Result;
import courier.bench.report.ResultFiles;
import courier.bench.report.Table;
import courier.bench.scenario.Attachments;
import courier.bench.scenario.Backlog;
import courier.bench.scenario.Crash;
import courier.bench.scenario.DeadLetters;
import courier.bench.scenario.Isolation;
import courier.bench.scenario.LimitDrop;
import courier.bench.scenario.Micro;
import courier.bench.scenario.Options;
import courier.bench.scenario.Scaling;
import courier.bench.scenario.Scenario;
import courier.bench.scenario.Startup;
import courier.bench.scenario.Steady;
import courier.bench.scenario.Throughput;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mvn -Pbench}: runs scenarios one after the other, prints what they came to, and writes it down. Ends with 0
 * also when a bound is not met: times are for people to judge, and not for a build.
 */
public final class Bench {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path TARGET = PROJECT.resolve("target");
    private static final Path RESULTS = TARGET.resolve("bench");
    private static final int FAILED = 1;
    private static final List<Scenario> SCENARIOS = List.of(
            new Isolation(),
            new LimitDrop(),
            new Backlog(),
            new DeadLetters(),
            new Steady(),
            new Attachments(),
            new Scaling(),
            new Startup(),
            new Throughput(),
            new Crash(),
            new Micro());

    private final PrintStream out;
    private final Options options;
    private final ResultFiles files = new ResultFiles(RESULTS, PROJECT.resolve("docs"));

    private Bench(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    public static void main(String[] args) {
        int code = FAILED;
        try {
            new Bench(System.out, Options.ofSystemProperties()).run();
            code = 0;
        } catch (RuntimeException e) {
            LOG.error("The benchmark has failed", e);
        }
        // also ends what a failure may have left running
        System.exit(code);
    }

    private void run() {
        List<Scenario> picked = SCENARIOS.stream()
                .filter(scenario -> options.only().isEmpty() || options.only().contains(scenario.name()))
                .toList();
        if (picked.size() < options.only().size()) {
            throw new IllegalArgumentException("bench.only: known are "
                    + SCENARIOS.stream().map(Scenario::name).toList() + ", not all of " + options.only());
        }
        for (Scenario scenario : picked) {
            out.println(scenario.name() + ": logs and data are in " + RESULTS.resolve("run"));
            Map<String, String> machine = Machine.conditions();
            long since = System.nanoTime();
            // a broker of its own for each: what one has left behind must not weigh on the next
            try (Ground ground = Ground.prepare(TARGET, RESULTS.resolve("run"), new Progress(out))) {
                Result result = scenario.run(ground, options, RESULTS).under(machine);
                print(result, Duration.ofNanos(System.nanoTime() - since));
                files.write(result);
                if (options.update()) {
                    files.publish(result);
                }
            }
        }
    }

    private void print(Result result, Duration took) {
        out.println("\n" + result.title() + " (" + took.toSeconds() + " s)");
        for (Table table : result.tables()) {
            out.println("\n" + table.caption() + "\n" + table.markdown());
        }
        for (Bound bound : result.bounds()) {
            out.println((bound.met() ? "met:     " : "NOT MET: ") + bound.promise() + ": " + bound.measured());
        }
        result.remarks().forEach(remark -> out.println("note:    " + remark));
        out.println();
    }
}
