package courier.bench.scenario;

import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.bench.scenario.Treadmill.Cost;
import courier.sandbox.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What {@link Scaling} has measured, as tables and held against its bounds. */
final class ScalingFigures {
    private static final double GROWTH = 1.1;

    private ScalingFigures() {}

    /**
     * A repetition with a backlog.
     *
     * @param beside what the worker with the small backlog needed in the turn before
     */
    record AtDepth(int size, Cost cost, Cost beside) {}

    /** A repetition with so many integrations. */
    record WithMany(int integrations, Cost cost) {}

    /**
     * A repetition with so many workers.
     *
     * @param settledAfter seconds until all slots were in use; {@code NaN} if they never were
     */
    record WithWorkers(int workers, double settledAfter, Cost cost) {}

    /** All of it. */
    record Measured(List<AtDepth> depths, List<WithMany> many, List<WithWorkers> workers) {}

    static List<Table> tables(Measured measured) {
        return List.of(backlog(measured.depths()), integrations(measured.many()), workers(measured.workers()));
    }

    private static Table backlog(List<AtDepth> depths) {
        return new Table(
                "The backlog grows; for each application:",
                List.of(
                        "backlog",
                        "calls/s",
                        "worker's CPU ms",
                        "the other's, with 1,000",
                        "broker's CPU ms",
                        "bytes at the broker"),
                depths.stream()
                        .map(AtDepth::size)
                        .distinct()
                        .map(size -> List.of(
                                Cell.of(size, 0),
                                Cell.of(spread(depths, size, AtDepth::cost, Cost::perSecond), 0),
                                Cell.of(spread(depths, size, AtDepth::cost, Cost::worker), 3),
                                Cell.of(spread(depths, size, AtDepth::beside, Cost::worker), 3),
                                Cell.of(spread(depths, size, AtDepth::cost, Cost::broker), 3),
                                Cell.of(spread(depths, size, AtDepth::cost, Cost::bytes), 0)))
                        .toList());
    }

    private static Table integrations(List<WithMany> many) {
        return new Table(
                "The integrations grow; for each application:",
                List.of("integrations", "calls/s", "worker's CPU ms", "broker's CPU ms", "bytes at the broker"),
                many.stream()
                        .map(WithMany::integrations)
                        .distinct()
                        .map(number -> List.of(
                                Cell.of(number, 0),
                                Cell.of(of(many, number, Cost::perSecond), 0),
                                Cell.of(of(many, number, Cost::worker), 3),
                                Cell.of(of(many, number, Cost::broker), 3),
                                Cell.of(of(many, number, Cost::bytes), 0)))
                        .toList());
    }

    private static Table workers(List<WithWorkers> workers) {
        return new Table(
                "The workers grow; for each application:",
                List.of(
                        "workers",
                        "calls/s",
                        "calls/s and worker",
                        "workers' CPU ms",
                        "broker's CPU ms",
                        "bytes at the broker",
                        "all slots in use after s"),
                workers.stream()
                        .map(WithWorkers::workers)
                        .distinct()
                        .sorted()
                        .map(number -> workersRow(workers, number))
                        .toList());
    }

    private static List<Cell> workersRow(List<WithWorkers> all, int number) {
        Predicate<WithWorkers> these = one -> one.workers() == number;
        return List.of(
                Cell.of(number, 0),
                Cell.of(spread(all, these, one -> one.cost().perSecond()), 0),
                Cell.of(spread(all, these, one -> one.cost().perSecond() / number), 0),
                Cell.of(spread(all, these, one -> one.cost().worker()), 3),
                Cell.of(spread(all, these, one -> one.cost().broker()), 3),
                Cell.of(spread(all, these, one -> one.cost().bytes()), 0),
                Cell.of(all.stream().filter(these).findFirst().orElseThrow().settledAfter(), 0));
    }

    static List<Bound> bounds(Measured measured) {
        List<AtDepth> depths = measured.depths();
        List<Integer> sizes = depths.stream().map(AtDepth::size).distinct().toList();
        List<WithMany> many = measured.many();
        List<Integer> numbers =
                many.stream().map(WithMany::integrations).distinct().toList();
        return List.of(
                bound("worker's CPU", "a backlog of %,d", sizes, size -> against(depths, size)),
                bound(
                        "bytes at the broker",
                        "a backlog of %,d",
                        sizes,
                        size -> median(depths, size, AtDepth::cost, Cost::bytes)),
                bound(
                        "worker's CPU",
                        "%,d integrations",
                        numbers,
                        number -> of(many, number, Cost::worker).median()),
                bound(
                        "bytes at the broker",
                        "%,d integrations",
                        numbers,
                        number -> of(many, number, Cost::bytes).median()));
    }

    /** Held against the cheapest of the smaller ones: the smallest may cost more, as it fills fewer batches. */
    private static Bound bound(String what, String with, List<Integer> sizes, ToDoubleFunction<Integer> cost) {
        int most = sizes.getLast();
        double cheapest = sizes.stream()
                .filter(size -> size < most)
                .mapToDouble(cost)
                .min()
                .orElse(Double.NaN);
        double growth = cost.applyAsDouble(most) / cheapest;
        return new Bound(
                "%s for an application with %s at most 10 %% above the cheapest of the smaller ones"
                        .formatted(what, with.formatted(most)),
                String.format(Locale.ROOT, "%.1f %%", 100 * growth),
                growth <= GROWTH);
    }

    /** The cost with a backlog as a share of that without, in the same minutes. */
    private static double against(List<AtDepth> depths, int size) {
        return median(depths, size, AtDepth::cost, Cost::worker) / median(depths, size, AtDepth::beside, Cost::worker);
    }

    static double median(List<AtDepth> depths, int size, Function<AtDepth, Cost> whose, ToDoubleFunction<Cost> figure) {
        return spread(depths, size, whose, figure).median();
    }

    private static Spread spread(
            List<AtDepth> depths, int size, Function<AtDepth, Cost> whose, ToDoubleFunction<Cost> figure) {
        return spread(depths, one -> one.size() == size, one -> figure.applyAsDouble(whose.apply(one)));
    }

    private static Spread of(List<WithMany> many, int integrations, ToDoubleFunction<Cost> figure) {
        return spread(many, one -> one.integrations() == integrations, one -> figure.applyAsDouble(one.cost()));
    }

    private static <T> Spread spread(List<T> all, Predicate<T> these, ToDoubleFunction<T> figure) {
        return Spread.of(all.stream().filter(these).mapToDouble(figure).boxed().toList());
    }
}
