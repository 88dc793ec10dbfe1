package courier.bench.scenario;

import courier.bench.ground.Graveyard;
import courier.bench.ground.Ground;
import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Result;
import courier.bench.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Dead letters are listed, filtered and counted: does the command need more memory when there are more of them? */
public final class DeadLetters implements Scenario {
    private static final String HEAP = "64m";
    /** What resident memory may differ by between two runs of one size, and more. */
    private static final double MORE = 1.2;

    private static final SequencedMap<String, List<String>> COMMANDS = new LinkedHashMap<>();
    private static final String STORY = """
            A topic of twelve partitions is filled with dead letters of about 500 bytes, of ten codes and a hundred
            integrations. `courier dead-letters` reads it whole as a process of its own: to count them in a thousand
            groups, to list a tenth of them as JSON, and to list all as CSV, into a file. The time is that from the start
            of the process to its end.
            """;

    static {
        COMMANDS.put("--group-by code,integration", List.of("--group-by", "code,integration"));
        COMMANDS.put("--code ATS.JOB_CLOSED --format json", List.of("--code", "ATS.JOB_CLOSED", "--format", "json"));
        COMMANDS.put("--format csv", List.of("--format", "csv"));
    }

    private record Measured(int size, String command, Graveyard.Run run) {}

    @Override
    public String name() {
        return "deadletters";
    }

    @Override
    public Result run(Ground ground, Options options, Path results) {
        int most = options.backlog(1_000_000, 50_000);
        List<Integer> sizes = Stream.concat(Stream.of(10_000, 100_000).filter(size -> size < most), Stream.of(most))
                .toList();
        List<Measured> measured = new ArrayList<>();
        try (Graveyard graveyard = ground.graveyard("bench-deadletters")) {
            for (int size : sizes) {
                ground.progress().say("publishing up to " + size);
                graveyard.fill(size);
                COMMANDS.forEach((command, arguments) -> {
                    ground.progress().say("reading " + size + ": " + command);
                    measured.add(new Measured(size, command, graveyard.run(HEAP, arguments)));
                });
            }
        }
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("command", "-Xmx" + HEAP + ", once for each size");
        return new Result(
                name(),
                "Reading " + String.format(Locale.ROOT, "%,d", most) + " dead letters",
                STORY,
                conditions,
                List.of(table(measured)),
                bounds(measured, sizes.getFirst(), most),
                List.of(),
                List.of());
    }

    private static Table table(List<Measured> measured) {
        return new Table(
                "`courier dead-letters` with a heap of " + HEAP + "; memory in MiB:",
                List.of(
                        "command",
                        "dead letters",
                        "seconds",
                        "per second",
                        "lines printed",
                        "resident at most",
                        "heap after a collection at most"),
                measured.stream()
                        .map(one -> List.of(
                                Cell.of("`" + one.command() + "`"),
                                Cell.of(one.size(), 0),
                                Cell.of(one.run().seconds(), 1),
                                Cell.of(one.size() / one.run().seconds(), 0),
                                Cell.of((double) one.run().lines(), 0),
                                Cell.of(one.run().footprint().peakRss(), 0),
                                Cell.of(one.run().footprint().heap(), 0)))
                        .toList());
    }

    private static List<Bound> bounds(List<Measured> measured, int least, int most) {
        boolean well = measured.stream().allMatch(one -> one.run().exit() == 0);
        Map<String, Double> few = resident(measured, least);
        Map<String, Double> many = resident(measured, most);
        double growth = many.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() / few.getOrDefault(entry.getKey(), Double.NaN))
                .max()
                .orElse(Double.NaN);
        long listed = measured.getLast().run().lines();
        return List.of(
                new Bound("every command ends well with a heap of " + HEAP, well ? "exit code 0" : "not all", well),
                new Bound(
                        "all of %,d are listed".formatted(most),
                        "%,d lines and a head".formatted(listed - 1),
                        listed - 1 == most),
                new Bound(
                        "resident memory does not grow by more than 20 %% from %,d to %,d".formatted(least, most),
                        String.format(Locale.ROOT, "%.1f %%", 100 * growth),
                        growth <= MORE));
    }

    private static Map<String, Double> resident(List<Measured> measured, int size) {
        Map<String, Double> resident = new LinkedHashMap<>();
        measured.stream()
                .filter(one -> one.size() == size)
                .forEach(
                        one -> resident.put(one.command(), one.run().footprint().peakRss()));
        return resident;
    }
}
