package courier.bench.scenario;

import courier.bench.report.Cell;
import courier.bench.report.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What {@link Micro} has measured, as a table. Times are nanoseconds a call. */
final class MicroFigures {
    /** What each benchmark measures, by class and method, in the order of an application's way. */
    private static final SequencedMap<String, String> PATHS = new LinkedHashMap<>();

    /** JMH does not tell what it allocates from what is allocated between two of its invocations. */
    private static final String TURN = "LedgerBenchmark.turn";

    /** What an application without files takes on its way, once each. */
    private static final Set<String> OF_ONE = Set.of(
            "IntentBenchmark.decode files none",
            "IntentBenchmark.check files none",
            "IntentBenchmark.digest files none",
            "BodyBenchmark.stream files none",
            "AnswerBenchmark.read answer success",
            "AnswerBenchmark.judge answer success",
            TURN + " integrations 30");

    static {
        PATHS.put("IntentBenchmark.decode", "decode: wire format to intent");
        PATHS.put("IntentBenchmark.check", "admission's checks");
        PATHS.put("IntentBenchmark.digest", "digest");
        PATHS.put("LedgerBenchmark.due", "next due: an entry of a window read from the store");
        PATHS.put(TURN, "turn of the ledger: outcome in, settled, next one picked and marked");
        PATHS.put("RowsBenchmark.encode", "ledger entry to row");
        PATHS.put("RowsBenchmark.decode", "row to ledger entry");
        PATHS.put("BodyBenchmark.stream", "request's body, put together and streamed");
        PATHS.put("AnswerBenchmark.read", "answer's body read");
        PATHS.put("AnswerBenchmark.judge", "reply to verdict");
    }

    private MicroFigures() {}

    static List<Table> tables(Collection<RunResult> measured) {
        List<String> order = List.copyOf(PATHS.sequencedKeySet());
        return List.of(new Table(
                "For one application:",
                List.of("hot path", "of", "ns", "± ns", "bytes allocated"),
                measured.stream()
                        .sorted((one, other) ->
                                Integer.compare(order.indexOf(benchmark(one)), order.indexOf(benchmark(other))))
                        .map(MicroFigures::row)
                        .toList()));
    }

    /** What the paths cost that each application takes. */
    static String together(Collection<RunResult> measured) {
        double nanos = measured.stream()
                .filter(one -> OF_ONE.contains(benchmark(one) + " " + parameters(one)))
                .mapToDouble(one -> one.getPrimaryResult().getScore())
                .sum();
        return String.format(
                Locale.ROOT,
                "Together, an application without files costs %.0f µs in these paths: decoded, checked, digested, made a"
                        + " body, its answer read and judged, and a turn of a ledger of 30 integrations.",
                nanos / 1_000);
    }

    private static List<Cell> row(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        return List.of(
                Cell.of(PATHS.getOrDefault(benchmark(result), benchmark(result))),
                Cell.of(parameters(result)),
                Cell.of(time.getScore(), 0),
                Cell.of(time.getScoreError(), 0),
                Cell.of(allocated(result), 0));
    }

    private static double allocated(RunResult result) {
        if (benchmark(result).equals(TURN)) {
            return Double.NaN;
        }
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return bytes == null ? Double.NaN : bytes.getScore();
    }

    private static String benchmark(RunResult result) {
        String[] words = result.getParams().getBenchmark().split("\\.");
        return words[words.length - 2] + "." + words[words.length - 1];
    }

    private static String parameters(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }
}
