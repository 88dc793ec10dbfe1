package courier.dispatch;

import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Time;
import courier.outcome.OutcomeCodec;
import courier.outcome.OutcomeRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records to the outcomes topic: sends each until the broker has acknowledged it. One that cannot be brought
 * there within its time is fatal: the worker ends with its exit code rather than keep a dispatch that nobody will ever
 * speak of.
 *
 * <p>Threads: {@link #publish} blocks and is called on virtual threads; {@link #inBackground} returns at once.
 */
public final class OutcomePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);
    private static final FailureLog FAILURES = FailureLog.of(OutcomePublisher.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutcomeSender sender;
    private final String incarnation;
    private final Time time;
    private final Duration patience;
    private final Runnable undeliverable;
    private final ThreadFactory threads;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * A publisher.
     *
     * @param incarnation named in each record as its writer
     * @param patience how long a record is tried
     * @param undeliverable what to do, once, when a record could not be delivered; must not return normally to work
     */
    public OutcomePublisher(
            OutcomeSender sender, String incarnation, Time time, Duration patience, Runnable undeliverable) {
        this(
                sender,
                incarnation,
                time,
                patience,
                undeliverable,
                Thread.ofVirtual().name("outcome-", 0).factory());
    }

    OutcomePublisher(
            OutcomeSender sender,
            String incarnation,
            Time time,
            Duration patience,
            Runnable undeliverable,
            ThreadFactory threads) {
        this.sender = sender;
        this.incarnation = incarnation;
        this.time = time;
        this.patience = patience;
        this.undeliverable = undeliverable;
        this.threads = threads;
    }

    /** Does something that publishes on a virtual thread of its own. */
    public void inBackground(Runnable work) {
        threads.newThread(work).start();
    }

    /** Sends a probe once; one that is lost is sent again by its owner. */
    public void probe(OutcomeRecord.Probed probe, int partition) {
        sendOnce(probe, partition, time.nanos() + LONGEST_PAUSE.toNanos());
    }

    /** Sends a record until it is acknowledged; false if the patience was spent on it, which ends the worker. */
    public boolean publish(OutcomeRecord record, int partition) {
        long deadline = time.nanos() + patience.toNanos();
        OutcomeRecord sent = record;
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                if (sendOnce(sent, partition, deadline)) {
                    return true;
                }
            } catch (RecordTooLargeException e) {
                sent = sent instanceof OutcomeRecord.Attempted attempted ? OutcomeCodec.minimal(attempted) : sent;
            }
            if (time.nanos() >= deadline || Thread.currentThread().isInterrupted()) {
                LOG.atError()
                        .addKeyValue(LogKey.PARTITION.text(), partition)
                        .log("An outcome could not be brought to the outcomes topic");
                if (ended.compareAndSet(false, true)) {
                    undeliverable.run();
                }
                return false;
            }
            time.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean sendOnce(OutcomeRecord record, int partition, long deadline) {
        try {
            byte[] value = OutcomeCodec.encode(record, incarnation, time.wallMillis());
            sender.send(partition, key(record), value).get(Math.max(1, deadline - time.nanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            failed(partition, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            failed(partition, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (e instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            failed(partition, e);
        }
        return false;
    }

    private static void failed(int partition, Throwable e) {
        FAILURES.warn(
                "An outcome was not acknowledged; sending it again",
                Map.of(LogKey.REASON, e.getClass().getSimpleName()),
                Map.of(LogKey.PARTITION, partition));
    }

    private static byte @Nullable [] key(OutcomeRecord record) {
        return switch (record) {
            case OutcomeRecord.Attempted attempted ->
                attempted.identity().intentId().getBytes(StandardCharsets.UTF_8);
            case OutcomeRecord.Released released ->
                released.identity().intentId().getBytes(StandardCharsets.UTF_8);
            case OutcomeRecord.LookedUp lookedUp ->
                lookedUp.identity().intentId().getBytes(StandardCharsets.UTF_8);
            case OutcomeRecord.Probed _ -> null;
            case OutcomeRecord.Commanded commanded ->
                commanded.integrationId() == null
                        ? null
                        : commanded.integrationId().getBytes(StandardCharsets.UTF_8);
        };
    }
}
