package courier.cli;

import courier.ops.Time;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long reading has come, on standard error and only where that is a terminal. What takes less than a
 * moment shows nothing. Used by one thread; the library's own draws.
 */
final class Gauge implements AutoCloseable {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final int WIDTH = 80;

    private final String task;
    private final long total;
    private final boolean visible;
    private final Time time;
    private final long began;
    private @Nullable ProgressBar bar;

    /**
     * A gauge.
     *
     * @param visible false to show nothing, as where rows on the same terminal show it anyway
     */
    Gauge(String task, long total, boolean visible, Time time) {
        this.task = task;
        this.total = total;
        this.visible = visible && Terminal.STANDARD_ERROR.isThere();
        this.time = time;
        this.began = time.nanos();
    }

    void at(long done) {
        if (bar == null && visible && time.nanos() - began > A_MOMENT.toNanos()) {
            bar = bar(System.err);
        }
        if (bar != null) {
            bar.stepTo(Math.min(done, total));
        }
    }

    private ProgressBar bar(PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
