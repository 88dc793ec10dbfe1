package courier.bench.scenario;

import courier.bench.ground.Footprint;
import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.sandbox.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link Backlog} has measured, as tables and held against its bounds. */
final class BacklogFigures {
    /** What a pick may cost more in a deep queue than in a shallow one before it counts as growing. */
    private static final double GROWTH = 1.2;

    private BacklogFigures() {}

    /** A repetition at one depth; latencies in milliseconds. */
    record Slice(double turnaround, double turnaroundP99, double othersPerSecond, double visit) {}

    /**
     * A depth of the queue.
     *
     * @param publishedAfter seconds until the broker had the records
     * @param takenInAfter seconds until the ledger had them, publishing included
     */
    record Depth(
            int size,
            double publishedAfter,
            double takenInAfter,
            double othersMeanwhile,
            double visitMeanwhile,
            List<Slice> slices,
            Footprint footprint) {}

    static List<Table> tables(List<Depth> depths) {
        return List.of(
                new Table(
                        "With so many in the queue:",
                        List.of(
                                "queued",
                                "turnaround p50 ms",
                                "turnaround p99 ms",
                                "others' calls/s",
                                "visitor: produce → call p99 ms"),
                        depths.stream()
                                .map(depth -> List.of(
                                        Cell.of(depth.size(), 0),
                                        Cell.of(spread(depth, Slice::turnaround), 0),
                                        Cell.of(spread(depth, Slice::turnaroundP99), 0),
                                        Cell.of(spread(depth, Slice::othersPerSecond), 1),
                                        Cell.of(spread(depth, Slice::visit), 0)))
                                .toList()),
                new Table(
                        "While so many are taken in:",
                        List.of(
                                "to",
                                "published after s",
                                "taken in after s",
                                "others' calls/s",
                                "visitor: produce → call p99 ms"),
                        depths.stream()
                                .map(depth -> List.of(
                                        Cell.of(depth.size(), 0),
                                        Cell.of(depth.publishedAfter(), 1),
                                        Cell.of(depth.takenInAfter(), 1),
                                        Cell.of(depth.othersMeanwhile(), 1),
                                        Cell.of(depth.visitMeanwhile(), 0)))
                                .toList()),
                new Table(
                        "The worker, in MiB:",
                        List.of("queued", "resident", "resident at most", "heap after a collection at most", "disk"),
                        depths.stream()
                                .map(depth -> List.of(
                                        Cell.of(depth.size(), 0),
                                        Cell.of(depth.footprint().rss(), 0),
                                        Cell.of(depth.footprint().peakRss(), 0),
                                        Cell.of(depth.footprint().heap(), 0),
                                        Cell.of(depth.footprint().disk(), 0)))
                                .toList()));
    }

    static List<Bound> bounds(List<Depth> depths, int exit, String heap) {
        Depth least = depths.getFirst();
        Depth most = depths.getLast();
        double pick = ratio(most, least, Slice::turnaround);
        double others = ratio(most, least, Slice::othersPerSecond);
        return List.of(
                new Bound(
                        "the worker lives and ends well with a heap of " + heap,
                        "exit code " + exit + ", "
                                + Cell.of(most.footprint().heap(), 0).text() + " MiB of heap in use at most",
                        exit == 0),
                new Bound(
                        "the turnaround's p50 does not grow by more than 20 %% from %,d to %,d"
                                .formatted(least.size(), most.size()),
                        percent(pick),
                        pick <= GROWTH),
                new Bound("the others keep 95 % of their throughput", percent(others), others >= 0.95));
    }

    private static double ratio(Depth depth, Depth other, ToDoubleFunction<Slice> figure) {
        return spread(depth, figure).median() / spread(other, figure).median();
    }

    private static Spread spread(Depth depth, ToDoubleFunction<Slice> figure) {
        return Spread.of(depth.slices().stream().mapToDouble(figure).boxed().toList());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
