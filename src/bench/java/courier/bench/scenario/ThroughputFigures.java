package courier.bench.scenario;

import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.bench.scenario.Race.Lap;
import courier.sandbox.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link Throughput} has measured, as tables and held against its bounds. */
final class ThroughputFigures {
    private ThroughputFigures() {}

    static String line(Lap lap) {
        return String.format(
                Locale.ROOT,
                "%s, %s: cold %.0f/s, warm %.0f/s, CPU ms per call: %.2f itself, %.2f broker, %.2f stand-in; answer to event p50 %.0f p99 %.0f ms; rss %.0f heap %.0f; %d calls, %d twice, %d open",
                lap.work().text(), lap.contender(), lap.cold(), lap.warm(), lap.cpu(), lap.brokerCpu(), lap.komboCpu(),
                lap.toEventP50(), lap.toEventP99(), lap.footprint().peakRss(), lap.footprint().heap(), lap.calls(), lap.twice(), lap.open());
    }

    static List<Table> tables(List<Work> works, List<Lap> laps) {
        return List.of();
    }

    static List<Bound> bounds(List<Work> works, List<Lap> laps) {
        return List.of();
    }
}
