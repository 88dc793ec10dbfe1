package courier.dispatch;

import courier.ops.LogContext;
import courier.ops.LogKey;
import courier.ops.Place;
import courier.ops.Time;
import courier.outcome.Action;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.limit.Answer;
import courier.submission.limit.Permit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's calls: launches dispatches once their markers are durable, and sees to it that each sends back exactly
 * one record: its outcome, or its release.
 *
 * <p>Belongs to the worker, not to a processor: a processor may be initialised again while calls of its former life
 * still run.
 *
 * <p>Threads: {@link #mark}, {@link #launch} and {@link #cancel} are called on stream threads and neither block nor
 * throw; each call runs on a virtual thread of its own.
 */
public final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Journey journey;
    private final OutcomePublisher publisher;
    private final Time time;
    private final Duration startBy;
    private final ThreadFactory threads;
    private final Map<String, Dispatch> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** Departures whose calls start within {@code startBy} of their markers, or not at all. */
    public Departures(Journey journey, OutcomePublisher publisher, Time time, Duration startBy) {
        this(
                journey,
                publisher,
                time,
                startBy,
                Thread.ofVirtual().name("call-", 0).factory());
    }

    Departures(Journey journey, OutcomePublisher publisher, Time time, Duration startBy, ThreadFactory threads) {
        this.journey = journey;
        this.publisher = publisher;
        this.time = time;
        this.startBy = startBy;
        this.threads = threads;
    }

    /**
     * Registers a dispatch whose marker has just been written on this stream thread; the commit of its transaction
     * launches it.
     *
     * @param permit released when the dispatch has sent its record
     */
    public Dispatch mark(Journey.Work work, String nonce, int partition, Permit permit) {
        Dispatch dispatch = new Dispatch(work, nonce, partition, permit, time);
        running.put(nonce, dispatch);
        Fence.current().add(this, dispatch);
        return dispatch;
    }

    /** Whether a dispatch of this worker has not sent its record yet. */
    public boolean isRunning(String nonce) {
        return running.containsKey(nonce);
    }

    /** Dispatches of this worker that have not sent their record yet. */
    public int running() {
        return running.size();
    }

    /** The same of one partition's task. */
    public int running(int partition) {
        return (int) running.values().stream()
                .filter(dispatch -> dispatch.partition() == partition)
                .count();
    }

    /** Takes a dispatch back, if its call has not started. */
    public void cancel(Dispatch dispatch, String reason) {
        if (dispatch.cancel()) {
            giveBack(dispatch, reason);
        }
    }

    /** Takes a dispatch back by its name, if it is one of this worker's and its call has not started. */
    public void cancel(String nonce, String reason) {
        Dispatch dispatch = running.get(nonce);
        if (dispatch != null) {
            cancel(dispatch, reason);
        }
    }

    /**
     * The record of a dispatch has been read back, so its permit is free. That may come before the sender learns of the
     * broker's acknowledgement, and the ledger wants the permit now.
     */
    public void heard(String nonce) {
        leave(nonce);
    }

    /** From now on committed dispatches are given back instead of launched. */
    public void stop() {
        stopping = true;
    }

    /**
     * Waits until all dispatches have sent their records.
     *
     * @return how many have not, at the deadline
     */
    public int drain(Duration patience) {
        long deadline = time.nanos() + patience.toNanos();
        while (!running.isEmpty() && time.nanos() < deadline) {
            time.sleep(Duration.ofMillis(20));
        }
        return running.size();
    }

    void launch(Dispatch dispatch) {
        if (stopping) {
            cancel(dispatch, "stopping");
        } else if (dispatch.commit()) {
            try {
                threads.newThread(() -> run(dispatch)).start();
            } catch (RuntimeException | OutOfMemoryError e) {
                // Streams would take a throwable for a failed commit; the marker is durable, so give it back instead
                cancel(dispatch, "no-thread");
            }
        }
    }

    private void run(Dispatch dispatch) {
        try (LogContext _ = context(dispatch)) {
            call(dispatch);
        }
    }

    /** Whatever is told of the call tells whose it is. */
    private static LogContext context(Dispatch dispatch) {
        Journey.Work work = dispatch.work();
        return LogContext.of(Map.of(
                LogKey.INTEGRATION, work.identity().integrationId(),
                LogKey.INTENT, work.identity().intentId(),
                LogKey.GENERATION, work.identity().generation(),
                LogKey.JOB, work.jobId(),
                LogKey.ATTEMPT, work.attempt(),
                LogKey.NONCE, dispatch.nonce()));
    }

    private void call(Dispatch dispatch) {
        Once gate = new Once(dispatch, startBy);
        Journey.Result result = travel(dispatch, gate);
        switch (gate.answer()) {
            case null -> {
                // the journey never asked: its result counts only if nobody has taken the dispatch back
                if (dispatch.cancel()) {
                    finish(dispatch, record(dispatch, result));
                }
            }
            case CANCELLED -> {
                // whoever cancelled it has sent its release
            }
            case GO, LATE, NO_ROOM -> finish(dispatch, record(dispatch, result));
        }
    }

    private Journey.Result travel(Dispatch dispatch, Once gate) {
        try {
            return journey.travel(dispatch.work(), gate);
        } catch (Throwable e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getClass().getName())
                    .addKeyValue(LogKey.PLACE.text(), Place.of(e))
                    .log("A journey broke its contract and threw");
            Cause cause = Cause.of("INTERNAL_ERROR", "The worker failed unexpectedly during the call.");
            Verdict verdict = gate.answer() == Journey.Start.GO
                    ? new Verdict.Doubt(cause)
                    : new Verdict.Reject(cause, Delivery.UNSENT, Action.RETRYABLE);
            return new Journey.Result.Finished(null, time.wallMillis(), verdict);
        }
    }

    private static OutcomeRecord record(Dispatch dispatch, Journey.Result result) {
        Journey.Work work = dispatch.work();
        return switch (result) {
            case Journey.Result.NotStarted(String reason) ->
                new OutcomeRecord.Released(work.identity(), dispatch.nonce(), work.attempt(), reason);
            case Journey.Result.Finished(var startedAt, long endedAt, Verdict verdict) ->
                new OutcomeRecord.Attempted(
                        work.identity(), dispatch.nonce(), work.attempt(), startedAt, endedAt, verdict);
        };
    }

    private void giveBack(Dispatch dispatch, String reason) {
        Journey.Work work = dispatch.work();
        OutcomeRecord release = new OutcomeRecord.Released(work.identity(), dispatch.nonce(), work.attempt(), reason);
        try {
            publisher.inBackground(() -> finish(dispatch, release));
        } catch (RuntimeException | OutOfMemoryError e) {
            // no thread to be had: the marker is judged after its grace, as after a crash
            leave(dispatch.nonce());
        }
    }

    /** The permit is kept until the broker has the record: what is in doubt after a crash never exceeds the slots. */
    private void finish(Dispatch dispatch, OutcomeRecord record) {
        try {
            publisher.publish(record, dispatch.partition());
        } finally {
            leave(dispatch.nonce());
        }
    }

    private void leave(String nonce) {
        Dispatch dispatch = running.remove(nonce);
        if (dispatch != null) {
            dispatch.permit().close();
        }
    }

    /** The journey's view of the gate, which remembers its first answer. */
    private static final class Once implements Journey.Gate {
        private final Dispatch dispatch;
        private final Duration startBy;
        private Journey.@Nullable Start answer;

        Once(Dispatch dispatch, Duration startBy) {
            this.dispatch = dispatch;
            this.startBy = startBy;
        }

        @Override
        public Journey.Start start() {
            if (answer == null) {
                answer = dispatch.start(startBy);
            }
            return answer;
        }

        @Override
        public void answered(Answer ended) {
            dispatch.permit().answered(ended);
        }

        Journey.@Nullable Start answer() {
            return answer;
        }
    }
}
