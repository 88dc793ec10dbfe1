package courier.bench.scenario;

import courier.bench.ground.Footprint;
import courier.bench.report.Bound;
import courier.bench.report.Cell;
import courier.bench.report.Table;
import courier.bench.scenario.Attachments.Size;
import courier.sandbox.measure.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What {@link Attachments} has measured, as tables and held against its bounds. */
final class AttachmentFigures {
    private static final double LEAST_SHARE = 0.8;
    private static final double MEGA = 1e6;

    private AttachmentFigures() {}

    /**
     * A repetition.
     *
     * @param perSecond applications
     * @param cpu the worker's processor time for each, in milliseconds; {@code NaN} of the plain client
     * @param failed calls that were not answered with a success
     * @param missing applications that no call was answered with a success for
     */
    record Turn(Size size, AttachmentArm arm, double perSecond, double cpu, double failed, double missing) {}

    /** What the worker had taken when the turns of a size were over. */
    record Memory(Size size, Footprint footprint) {}

    static List<Table> tables(List<Turn> turns, List<Memory> memory) {
        List<Table> tables = new ArrayList<>();
        for (Size size : Size.values()) {
            tables.add(new Table(
                    "Files: " + size.text(),
                    List.of(
                            "arm",
                            "applications/s",
                            "MB/s",
                            "% of the plain client's",
                            "worker's CPU ms per application",
                            "calls that failed",
                            "applications missing"),
                    AttachmentArm.inTurn(size.bytes(), 0).stream()
                            .map(arm -> row(turns, size, arm))
                            .toList()));
        }
        tables.add(new Table(
                "The worker, in MiB, up to the end of each size:",
                List.of("files", "resident", "resident at most", "heap after a collection at most"),
                memory.stream()
                        .map(one -> List.of(
                                Cell.of(one.size().text()),
                                Cell.of(one.footprint().rss(), 0),
                                Cell.of(one.footprint().peakRss(), 0),
                                Cell.of(one.footprint().heap(), 0)))
                        .toList()));
        return tables;
    }

    private static List<Cell> row(List<Turn> turns, Size size, AttachmentArm arm) {
        return List.of(
                Cell.of(arm.text()),
                Cell.of(spread(turns, size, arm, Turn::perSecond), 1),
                Cell.of(spread(turns, size, arm, turn -> turn.perSecond() * size.bytes() / MEGA), 1),
                Cell.of(100 * share(turns, size, arm), 1),
                Cell.of(spread(turns, size, arm, Turn::cpu), 2),
                Cell.of(spread(turns, size, arm, Turn::failed), 0),
                Cell.of(spread(turns, size, arm, Turn::missing), 0));
    }

    static List<Bound> bounds(List<Turn> turns, Memory last, int exit, String heap) {
        boolean failed = turns.stream().anyMatch(turn -> turn.failed() > 0 || turn.missing() > 0);
        List<Bound> bounds = new ArrayList<>();
        for (AttachmentArm arm : Arrays.asList(AttachmentArm.COURIER_FOLDER, AttachmentArm.COURIER_STORE)) {
            double share = share(turns, Size.LARGE, arm);
            bounds.add(new Bound(
                    "%s: %s: at least 80 %% of the plain client's throughput".formatted(Size.LARGE.text(), arm.text()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * share),
                    share >= LEAST_SHARE));
        }
        bounds.add(new Bound(
                "64 calls with 10 MB at a time: -Xmx%s holds, and all applications are taken".formatted(heap),
                String.format(
                        Locale.ROOT,
                        "exit code %d, %.0f MiB of heap in use and %.0f MiB resident at most, %s",
                        exit,
                        last.footprint().heap(),
                        last.footprint().peakRss(),
                        failed ? "but calls failed or applications are missing" : "all taken at the first call"),
                exit == 0 && !failed));
        return bounds;
    }

    /** An arm's throughput as a share of that of the plain client that it is held against; medians. */
    static double share(List<Turn> turns, Size size, AttachmentArm arm) {
        return spread(turns, size, arm, Turn::perSecond).median()
                / spread(turns, size, arm.measure(), Turn::perSecond).median();
    }

    private static Spread spread(List<Turn> turns, Size size, AttachmentArm arm, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream()
                .filter(turn -> turn.size() == size && turn.arm() == arm)
                .mapToDouble(figure)
                .boxed()
                .toList());
    }
}
