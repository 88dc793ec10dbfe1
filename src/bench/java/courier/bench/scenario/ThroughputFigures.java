package courier.bench.scenario;

import courier.bench.peer.Peer;
import courier.bench.report.Bars;
import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.bench.scenario.Race.Lap;
import courier.sandbox.measure.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What {@link Throughput} has measured, as tables and held against its bounds. */
final class ThroughputFigures {
    static final String COURIER = "Courier";

    private static final double CPU_BOUND = 0.5;

    private ThroughputFigures() {}

    /** One lap for those who watch. */
    static String line(Lap lap) {
        return String.format(
                Locale.ROOT,
                "%s, %s: %.0f calls/s cold, %.0f warm; %.2f ms of processor a call, %d twice, %d open",
                lap.work().text(),
                lap.contender(),
                lap.cold(),
                lap.warm(),
                lap.cpu(),
                lap.twice(),
                lap.open());
    }

    static List<Table> tables(List<Work> works, List<Lap> laps) {
        return works.stream().map(work -> table(work, of(laps, work))).toList();
    }

    private static Table table(Work work, List<Lap> laps) {
        double ceiling = median(laps, Peer.RAW.text(), Lap::warm);
        List<List<Cell>> rows = new ArrayList<>();
        for (String contender : laps.stream().map(Lap::contender).distinct().toList()) {
            double warm = median(laps, contender, Lap::warm);
            rows.add(List.of(
                    Cell.of(contender),
                    cell(laps, contender, Lap::cold, 0),
                    cell(laps, contender, Lap::warm, 0),
                    Cell.of(100 * warm / work.limit(), 1),
                    Cell.of(100 * warm / ceiling, 1),
                    cell(laps, contender, Lap::cpu, 2),
                    cell(laps, contender, Lap::brokerCpu, 2),
                    cell(laps, contender, Lap::toEventP50, 0),
                    cell(laps, contender, Lap::toEventP99, 0),
                    cell(laps, contender, lap -> lap.footprint().heap(), 0),
                    cell(laps, contender, lap -> lap.footprint().peakRss(), 0),
                    cell(laps, contender, Lap::twice, 0)));
        }
        return new Table(
                String.format(Locale.ROOT, "%s: the limit is %,.0f calls per second.", work.text(), work.limit()),
                List.of(
                        "contender",
                        "calls/s cold",
                        "calls/s warm",
                        "% of limit",
                        "% of ceiling",
                        "CPU ms per call",
                        "broker's CPU ms",
                        "answer → event p50 ms",
                        "p99 ms",
                        "peak heap MiB",
                        "peak resident MiB",
                        "posted twice"),
                rows);
    }

    /** The median of each contender's warm rate, by work. */
    static void plot(List<Work> works, List<Lap> laps, Path file) {
        Bars bars = new Bars("A backlog, as fast as it goes", "work", "calls/s, warm");
        for (String contender : laps.stream().map(Lap::contender).distinct().toList()) {
            Map<String, Double> rates = new LinkedHashMap<>();
            works.forEach(work -> rates.put(work.text(), median(of(laps, work), contender, Lap::warm)));
            bars.bars(contender, rates);
        }
        bars.write(file);
    }

    static List<Bound> bounds(List<Work> works, List<Lap> laps) {
        List<Bound> bounds = new ArrayList<>();
        for (Work work : works) {
            List<Lap> own = of(laps, work);
            double mine = median(own, COURIER, Lap::warm);
            double share = 100 * mine / median(own, Peer.RAW.text(), Lap::warm);
            if (!Double.isNaN(share)) {
                bounds.add(new Bound(
                        String.format(
                                Locale.ROOT, "%s: at least %.0f %% of the ceiling", work.text(), work.shareOfCeiling()),
                        String.format(Locale.ROOT, "%.1f %%", share),
                        share >= work.shareOfCeiling()));
            }
            for (Peer peer : List.of(Peer.PARALLEL_UNORDERED, Peer.PARALLEL_BY_KEY)) {
                double other = median(own, peer.text(), Lap::warm);
                if (!Double.isNaN(other) && !Double.isNaN(mine)) {
                    bounds.add(new Bound(
                            work.text() + ": not slower than " + peer.text(),
                            String.format(Locale.ROOT, "%.0f/s against %.0f/s", mine, other),
                            mine >= other));
                }
            }
            double cpu = median(own, COURIER, Lap::cpu);
            if (work.tellsProcessorTime() && !Double.isNaN(cpu)) {
                bounds.add(new Bound(
                        work.text() + ": below " + CPU_BOUND + " ms of processor time per application, warm",
                        String.format(Locale.ROOT, "%.2f ms", cpu),
                        cpu < CPU_BOUND));
            }
        }
        return bounds;
    }

    private static List<Lap> of(List<Lap> laps, Work work) {
        return laps.stream()
                .filter(lap -> lap.work().text().equals(work.text()))
                .toList();
    }

    private static Cell cell(List<Lap> laps, String contender, ToDoubleFunction<Lap> figure, int decimals) {
        return Cell.of(spread(laps, contender, figure), decimals);
    }

    private static double median(List<Lap> laps, String contender, ToDoubleFunction<Lap> figure) {
        return spread(laps, contender, figure).median();
    }

    private static Spread spread(List<Lap> laps, String contender, ToDoubleFunction<Lap> figure) {
        return Spread.of(laps.stream()
                .filter(lap -> lap.contender().equals(contender))
                .mapToDouble(figure)
                .boxed()
                .toList());
    }
}
