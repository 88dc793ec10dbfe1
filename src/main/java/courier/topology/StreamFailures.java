package courier.topology;

import courier.ops.ExitCode;
import courier.ops.LogKey;
import courier.ops.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
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

    private static final Pattern DAMAGED =
            Pattern.compile("^Record (batch )?for partition \\S+ at offset \\d+ is invalid"
                    + "|^Encountered corrupt message when fetching offset \\d+"
                    + "|^Received exception when fetching the next record from \\S+\\. If needed, please seek past");

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
        String corrupt = corruption(failure);
        if (corrupt != null) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), corrupt)
                    .log(
                            "A batch of an input topic is damaged. Skipping it is a person's decision: docs/operations.md");
            end.accept(ExitCode.CORRUPT_INPUT);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        String denial = Denial.of(failure);
        if (denial != null) {
            // a new thread would be denied as well; the next start names all that is missing
            LOG.atError().addKeyValue(LogKey.REASON.text(), denial).log(Worker.DENIED);
            end.accept(ExitCode.ACCESS_DENIED);
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

    /**
     * What Kafka says of a damaged batch; null if it was something else. The consumer has no exception of its own for
     * it: only its words tell. They name topic, partition and offset, and nothing of the content.
     */
    private static @Nullable String corruption(Throwable failure) {
        String found = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (t instanceof CorruptRecordException
                    || (message != null && DAMAGED.matcher(message).find())) {
                // the innermost one knows the offset
                found = message == null ? "a corrupt record" : message;
            }
        }
        return found;
    }

    private static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
