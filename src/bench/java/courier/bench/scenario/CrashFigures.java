package courier.bench.scenario;

import courier.bench.peer.Peer;
import courier.bench.report.Bars;
import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.sandbox.measure.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** What {@link Crash} has counted, as tables and held against what Courier promises. */
final class CrashFigures {
    static final String COURIER_NOT_AHEAD = "Courier, no markers ahead";

    private CrashFigures() {}

    static List<Table> tables(List<Fall.Count> counts) {
        List<String> contenders =
                counts.stream().map(Fall.Count::contender).distinct().toList();
        return List.of(
                new Table(
                        "Applications and events, in intents:",
                        List.of(
                                "contender",
                                "intents",
                                "posted twice",
                                "never posted",
                                "without an event",
                                "events too many",
                                "in doubt: reached",
                                "in doubt: never sent"),
                        contenders.stream()
                                .map(contender -> ends(counts, contender))
                                .toList()),
                new Table(
                        "Back at work, in seconds since the restart:",
                        List.of("contender", "posted before the kill", "first call", "last call answered"),
                        contenders.stream()
                                .map(contender -> times(counts, contender))
                                .toList()));
    }

    private static List<Cell> ends(List<Fall.Count> counts, String contender) {
        return List.of(
                Cell.of(contender),
                figure(counts, contender, Fall.Count::intents, 0),
                figure(counts, contender, Fall.Count::twice, 0),
                figure(counts, contender, Fall.Count::never, 0),
                figure(counts, contender, Fall.Count::endless, 0),
                figure(counts, contender, Fall.Count::endedAgain, 0),
                figure(counts, contender, Fall.Count::doubtReached, 0),
                figure(counts, contender, Fall.Count::doubtUnsent, 0));
    }

    private static List<Cell> times(List<Fall.Count> counts, String contender) {
        return List.of(
                Cell.of(contender),
                figure(counts, contender, Fall.Count::before, 0),
                figure(counts, contender, Fall.Count::firstCall, 1),
                figure(counts, contender, Fall.Count::lastCall, 1));
    }

    /** The median of what each contender posted twice. */
    static void plot(List<Fall.Count> counts, Path file) {
        Map<String, Double> twice = new LinkedHashMap<>();
        counts.stream()
                .map(Fall.Count::contender)
                .distinct()
                .forEach(contender -> twice.put(
                        contender, spread(counts, contender, Fall.Count::twice).median()));
        new Bars("After a kill -9", "contender", "posted twice")
                .bars("intents", twice)
                .write(file);
    }

    static List<Bound> bounds(List<Fall.Count> counts) {
        List<Fall.Count> ours = of(counts, Set.of(ThroughputFigures.COURIER, COURIER_NOT_AHEAD));
        List<Fall.Count> parallel = of(counts, Set.of(Peer.PARALLEL_UNORDERED.text(), Peer.PARALLEL_BY_KEY.text()));
        List<Bound> bounds = new ArrayList<>();
        if (!ours.isEmpty()) {
            int twice = most(ours, Fall.Count::twice);
            int lost = most(ours, count -> count.never() - count.doubtUnsent());
            int endless = most(ours, Fall.Count::endless);
            int again = most(ours, Fall.Count::endedAgain);
            bounds.add(new Bound("Courier posts nothing twice", twice + " at most", twice == 0));
            bounds.add(new Bound(
                    "Courier loses nothing: what it has not posted is in doubt, and told",
                    lost + " at most",
                    lost == 0));
            bounds.add(new Bound(
                    "each of Courier's intents has one final event",
                    endless + " without, " + again + " events too many, at most",
                    endless == 0 && again == 0));
            parallel.stream()
                    .mapToInt(Fall.Count::twice)
                    .min()
                    .ifPresent(theirs -> bounds.add(new Bound(
                            "fewer posted twice than by Parallel Consumer in its best run",
                            twice + " beside " + theirs,
                            twice < theirs)));
        }
        return bounds;
    }

    private static List<Fall.Count> of(List<Fall.Count> counts, Set<String> contenders) {
        return counts.stream()
                .filter(count -> contenders.contains(count.contender()))
                .toList();
    }

    private static int most(List<Fall.Count> counts, ToIntFunction<Fall.Count> figure) {
        return counts.stream().mapToInt(figure).max().orElseThrow();
    }

    private static Cell figure(
            List<Fall.Count> counts, String contender, ToDoubleFunction<Fall.Count> figure, int decimals) {
        return Cell.of(spread(counts, contender, figure), decimals);
    }

    private static Spread spread(List<Fall.Count> counts, String contender, ToDoubleFunction<Fall.Count> figure) {
        return Spread.of(of(counts, Set.of(contender)).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }
}
