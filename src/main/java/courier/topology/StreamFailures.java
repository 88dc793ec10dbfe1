package courier.topology;

import courier.ops.ExitCode;
import courier.ops.LogKey;
import courier.ops.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, within a budget: a transaction that the broker timed out surfaces as a plain
 * exception and is cured by a new thread; a fault that comes back at once is not.
 *
 * <p>Threads: called on dying stream threads.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

    private static final int BUDGET = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Time time;
    private final Consumer<ExitCode> end;
    private final Deque<Long> failures = new ArrayDeque<>();

    StreamFailures(Time time, Consumer<ExitCode> end) {
        this.time = time;
        this.end = end;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (isCorrupt(failure)) {
            // the message names topic, partition and offset, and nothing of the content
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), failure.getMessage())
                    .log(
                            "A batch of an input topic is damaged. Skipping it is a person's decision: docs/operations.md");
            end.accept(ExitCode.CORRUPT_INPUT);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long now = time.nanos();
        failures.addLast(now);
        while (now - failures.getFirst() > WINDOW.toNanos()) {
            failures.removeFirst();
        }
        Throwable root = root(failure);
        LOG.atError()
                .addKeyValue(
                        LogKey.REASON.text(),
                        failure.getClass().getName() + " <- " + root.getClass().getName())
                .addKeyValue(LogKey.COUNT.text(), failures.size())
                .log("A stream thread failed");
        if (failures.size() > BUDGET) {
            end.accept(ExitCode.STREAM_FAILED);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isCorrupt(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CorruptRecordException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
