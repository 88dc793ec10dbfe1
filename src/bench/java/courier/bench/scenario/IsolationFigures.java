package courier.bench.scenario;

import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.sandbox.measure.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link Isolation} has measured, as tables and held against its bounds. */
final class IsolationFigures {

    private IsolationFigures() {}

    /** One measurement. */
    record Run(
            Arm arm,
            double perSecond,
            double turnaround,
            double toEvent,
            double toCall,
            double sickCalls,
            double curedAfter) {}

    /** What was done, and what came of it in all. */
    record Course(int intents, Duration published, Duration takenIn, List<Run> runs, Ends ends, List<String> remarks) {}

    record Ends(int open, int deadLetters, int again, int postedTwice) {}

    static List<Table> tables(Course course) {
        return List.of(arms(course.runs()), whole(course));
    }

    private static Table arms(List<Run> runs) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            rows.add(List.of(
                    Cell.of(arm.text()),
                    Cell.of(spread(runs, arm, Run::perSecond), 1),
                    Cell.of(100 * ratio(runs, arm, Run::perSecond), 1),
                    Cell.of(spread(runs, arm, Run::turnaround), 0),
                    Cell.of(spread(runs, arm, Run::toEvent), 0),
                    Cell.of(spread(runs, arm, Run::toCall), 0),
                    Cell.of(spread(runs, arm, Run::sickCalls), 0),
                    Cell.of(spread(runs, arm, Run::curedAfter), 1)));
        }
        return new Table(
                "The nine, while the tenth is:",
                List.of(
                        "the tenth",
                        "calls/s",
                        "% of all well",
                        "turnaround p99 ms",
                        "answer → event p99 ms",
                        "produce → call p99 ms",
                        "calls of the tenth",
                        "back at work after s"),
                rows);
    }

    private static Table whole(Course course) {
        return new Table(
                "The whole:",
                List.of("what", "figure"),
                List.of(
                        List.of(Cell.of("intents of the backlog"), Cell.of(course.intents(), 0)),
                        List.of(Cell.of("published after s"), Cell.of(seconds(course.published()), 1)),
                        List.of(Cell.of("taken in after s"), Cell.of(seconds(course.takenIn()), 1)),
                        List.of(
                                Cell.of("dead letters (in doubt: the calls that hung)"),
                                Cell.of(course.ends().deadLetters(), 0)),
                        List.of(
                                Cell.of("intents without an end"),
                                Cell.of(course.ends().open(), 0)),
                        List.of(
                                Cell.of("intents that ended twice"),
                                Cell.of(course.ends().again(), 0)),
                        List.of(
                                Cell.of("intents posted twice"),
                                Cell.of(course.ends().postedTwice(), 0))));
    }

    static List<Bound> bounds(Course course) {
        List<Run> runs = course.runs();
        List<Bound> bounds = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            if (arm.isSick()) {
                double share = ratio(runs, arm, Run::perSecond);
                bounds.add(new Bound(
                        arm.text() + ": throughput at least 95 % of all well", percent(share), share >= 0.95));
                bounds.add(rise(arm, "turnaround", ratio(runs, arm, Run::turnaround)));
                bounds.add(rise(arm, "answer → event", ratio(runs, arm, Run::toEvent)));
                bounds.add(rise(arm, "produce → call", ratio(runs, arm, Run::toCall)));
            }
        }
        Ends ends = course.ends();
        bounds.add(new Bound(
                "all intents end once and none is posted twice",
                ends.open() + " open, " + ends.again() + " ended twice, " + ends.postedTwice() + " posted twice",
                ends.open() == 0 && ends.again() == 0 && ends.postedTwice() == 0));
        return bounds;
    }

    private static Bound rise(Arm arm, String what, double ratio) {
        return new Bound(arm.text() + ": " + what + " p99 at most 20 % above all well", percent(ratio), ratio <= 1.2);
    }

    /** The median of an arm's repetitions as a share of the median where all are well. */
    private static double ratio(List<Run> runs, Arm arm, ToDoubleFunction<Run> figure) {
        return spread(runs, arm, figure).median()
                / spread(runs, Arm.WELL, figure).median();
    }

    private static Spread spread(List<Run> runs, Arm arm, ToDoubleFunction<Run> figure) {
        return Spread.of(runs.stream()
                .filter(run -> run.arm() == arm)
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
