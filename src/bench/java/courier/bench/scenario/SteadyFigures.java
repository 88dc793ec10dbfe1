package courier.bench.scenario;

import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.bench.scenario.Steady.Manner;
import courier.sandbox.measure.Spread;
import courier.sandbox.measure.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link Steady} has measured, as tables and held against its bounds. */
final class SteadyFigures {
    private static final double IDLE_PERCENT = 5;

    private SteadyFigures() {}

    /**
     * A repetition.
     *
     * @param perSecond calls that were answered
     * @param worker processor time, as per cent of a core
     * @param broker likewise
     */
    record Turn(Manner manner, double perSecond, Latency toCall, Latency toEvent, double worker, double broker) {

        /** In milliseconds. */
        record Latency(double p50, double p99) {}
    }

    /** A stretch without any intent; processor time as per cent of a core, {@code NaN} without a worker. */
    record Idle(String who, double worker, double broker) {
        double together() {
            return worker + broker;
        }
    }

    /** Processor time as per cent of a core. */
    static double share(Duration cpu, Window window) {
        return 100.0 * cpu.toMillis() / window.millis();
    }

    static List<Table> tables(List<Turn> turns, List<Idle> idle) {
        return List.of(
                new Table(
                        "A hundred a second; the targets with the setting for latency are 60 and 47 ms (p50):",
                        List.of(
                                "setting",
                                "calls/s",
                                "produce → call p50 ms",
                                "p99 ms",
                                "answer → event p50 ms",
                                "p99 ms ",
                                "worker, % of a core",
                                "broker, % of a core"),
                        Arrays.stream(Manner.values())
                                .map(manner -> List.of(
                                        Cell.of(manner.text()),
                                        Cell.of(spread(turns, manner, Turn::perSecond), 1),
                                        Cell.of(
                                                spread(
                                                        turns,
                                                        manner,
                                                        turn -> turn.toCall().p50()),
                                                0),
                                        Cell.of(
                                                spread(
                                                        turns,
                                                        manner,
                                                        turn -> turn.toCall().p99()),
                                                0),
                                        Cell.of(
                                                spread(
                                                        turns,
                                                        manner,
                                                        turn -> turn.toEvent().p50()),
                                                0),
                                        Cell.of(
                                                spread(
                                                        turns,
                                                        manner,
                                                        turn -> turn.toEvent().p99()),
                                                0),
                                        Cell.of(spread(turns, manner, Turn::worker), 1),
                                        Cell.of(spread(turns, manner, Turn::broker), 1)))
                                .toList()),
                new Table(
                        "No intents:",
                        List.of("worker", "worker, % of a core", "broker, % of a core", "together"),
                        idle.stream()
                                .map(one -> List.of(
                                        Cell.of(one.who()),
                                        Cell.of(one.worker(), 2),
                                        Cell.of(one.broker(), 2),
                                        Cell.of(one.together(), 2)))
                                .toList()));
    }

    static List<Bound> bounds(List<Turn> turns, List<Idle> idle) {
        List<Bound> bounds = new ArrayList<>();
        bounds.add(latency(
                turns, Manner.QUICK, "produce → call", turn -> turn.toCall().p50(), 90));
        bounds.add(latency(
                turns, Manner.QUICK, "answer → event", turn -> turn.toEvent().p50(), 60));
        bounds.add(latency(
                turns, Manner.USUAL, "produce → call", turn -> turn.toCall().p50(), 220));
        bounds.add(latency(
                turns, Manner.USUAL, "answer → event", turn -> turn.toEvent().p50(), 150));
        idle.stream()
                .filter(one -> !Double.isNaN(one.worker()))
                .map(one -> new Bound(
                        "setting %s: idle worker and broker together below %.0f %% of a core"
                                .formatted(one.who(), IDLE_PERCENT),
                        String.format(Locale.ROOT, "%.2f %%", one.together()),
                        one.together() < IDLE_PERCENT))
                .forEach(bounds::add);
        return bounds;
    }

    private static Bound latency(
            List<Turn> turns, Manner manner, String what, ToDoubleFunction<Turn> figure, int millis) {
        double measured = spread(turns, manner, figure).median();
        return new Bound(
                "setting %s: %s p50 below %d ms".formatted(manner.text(), what, millis),
                String.format(Locale.ROOT, "%.0f ms", measured),
                measured < millis);
    }

    private static Spread spread(List<Turn> turns, Manner manner, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream()
                .filter(turn -> turn.manner() == manner)
                .mapToDouble(figure)
                .boxed()
                .toList());
    }
}
