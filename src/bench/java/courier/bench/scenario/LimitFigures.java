package courier.bench.scenario;

import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.sandbox.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link LimitDrop} has measured, as tables and held against its bounds. */
final class LimitFigures {

    private LimitFigures() {}

    /**
     * A drop and a rise; shares of 1.
     *
     * @param used share of the high limit in flight before the drop
     * @param throttled share of the calls answered with 429 then
     * @param throttledAfterDrop how many calls were answered with 429 at the low limit
     * @param throttledInAll share of all calls answered with 429, from the beginning to the recovery
     * @param neighbour share of its limit that the neighbour had in flight from the drop to the recovery
     */
    record Cycle(
            double used,
            double throttled,
            double settledAfter,
            double throttledAfterDrop,
            double recoveredAfter,
            double throttledInAll,
            double neighbour) {}

    /** A hold; times in seconds, since the break and since the mending. */
    record Held(double seconds, double calls, double quietAfter, double recoveredAfter, double neighbour) {}

    static List<Table> tables(List<Cycle> cycles, Held held) {
        return List.of(
                new Table(
                        "The limit:",
                        List.of("what", "figure"),
                        List.of(
                                row("in flight at a limit of 30, % of it", spread(cycles, c -> 100 * c.used()), 1),
                                row("429s then, % of calls", spread(cycles, c -> 100 * c.throttled()), 2),
                                row("settled at 5 after s", spread(cycles, Cycle::settledAfter), 1),
                                row("429s at a limit of 5, calls", spread(cycles, Cycle::throttledAfterDrop), 0),
                                row("recovered to 95 % of 30 after s", spread(cycles, Cycle::recoveredAfter), 1),
                                row("429s in all, % of calls", spread(cycles, c -> 100 * c.throttledInAll()), 2),
                                row(
                                        "neighbour in flight meanwhile, % of its 30",
                                        spread(cycles, c -> 100 * c.neighbour()), 1))),
                new Table(
                        "The hold:",
                        List.of("what", "figure"),
                        List.of(
                                List.of(Cell.of("broken for s"), Cell.of(held.seconds(), 1)),
                                List.of(Cell.of("calls meanwhile"), Cell.of(held.calls(), 0)),
                                List.of(Cell.of("at most one in flight after s"), Cell.of(held.quietAfter(), 1)),
                                List.of(
                                        Cell.of("mended, recovered to 95 % of 30 after s"),
                                        Cell.of(held.recoveredAfter(), 1)),
                                List.of(
                                        Cell.of("neighbour in flight meanwhile, % of its 30"),
                                        Cell.of(100 * held.neighbour(), 1)))));
    }

    static List<Bound> bounds(List<Cycle> cycles) {
        double used = spread(cycles, Cycle::used).median();
        double throttled = spread(cycles, Cycle::throttled).median();
        double settled = spread(cycles, Cycle::settledAfter).median();
        return List.of(
                new Bound("in flight at least 95 % of the limit while work waits", percent(used), used >= 0.95),
                new Bound("429s under 1 % of calls", percent(throttled), throttled < 0.01),
                new Bound(
                        "settled at 5 within 10 s of the drop",
                        String.format(Locale.ROOT, "%.1f s", settled),
                        settled <= 10));
    }

    private static List<Cell> row(String what, Spread spread, int decimals) {
        return List.of(Cell.of(what), Cell.of(spread, decimals));
    }

    private static Spread spread(List<Cycle> cycles, ToDoubleFunction<Cycle> figure) {
        return Spread.of(cycles.stream().mapToDouble(figure).boxed().toList());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
