package courier.dispatch;

import courier.ops.LogContext;
import courier.ops.LogKey;
import courier.ops.Place;
import courier.ops.Time;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import courier.submission.Search;
import courier.submission.limit.Answer;
import courier.submission.limit.Aside;
import courier.submission.limit.Limiter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's searches for applications of unknown outcome: few at a time, and one for an integration, so that a flood
 * of doubts becomes no flood of requests. They take none of the slots of calls, and of the API key's window only what
 * no call waits for.
 *
 * <p>Threads: {@link #begin} and {@link #heard} are called on stream threads and do not block; each search runs on a
 * virtual thread of its own.
 */
public final class Searches {

    /** Searches at a time in a worker. */
    static final int AT_A_TIME = 4;

    /** One search takes no longer, but for the request that is under way then. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Searches.class);

    private final Search search;
    private final OutcomePublisher publisher;
    private final Limiter limiter;
    private final Time time;
    private final ThreadFactory threads;
    /** The dispatches that are asked for, by integration. */
    private final Map<String, String> running = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    /** Searches of a worker. */
    public Searches(Search search, OutcomePublisher publisher, Limiter limiter, Time time) {
        this(
                search,
                publisher,
                limiter,
                time,
                Thread.ofVirtual().name("search-", 0).factory());
    }

    Searches(Search search, OutcomePublisher publisher, Limiter limiter, Time time, ThreadFactory threads) {
        this.search = search;
        this.publisher = publisher;
        this.limiter = limiter;
        this.time = time;
        this.threads = threads;
    }

    /**
     * One search.
     *
     * @param nonce the dispatch of unknown outcome
     * @param number which time it is for this dispatch, from 1
     * @param partition the outcomes partition that its record goes to
     */
    public record Task(Search.Question question, String nonce, int attempt, int number, int partition) {
        String integrationId() {
            return question.identity().integrationId();
        }
    }

    /** Begins a search, which sends one record; false if there is no room for it now. */
    public boolean begin(Task task) {
        if (stopping
                || running.size() >= AT_A_TIME
                || running.putIfAbsent(task.integrationId(), task.nonce()) != null) {
            return false;
        }
        try {
            threads.newThread(() -> run(task)).start();
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            // no thread to be had: a search can be begun at any time
            heard(task.integrationId(), task.nonce());
            return false;
        }
    }

    /** The record of a search has been read back, which may come before its sender learns of the acknowledgement. */
    public void heard(String integrationId, String nonce) {
        boolean _ = running.remove(integrationId, nonce);
    }

    /** From now on no search begins, and none makes another request. */
    public void stop() {
        stopping = true;
    }

    /** Waits until all searches have ended; false if they have not at the deadline. */
    public boolean drain(Duration patience) {
        long deadline = time.nanos() + patience.toNanos();
        while (!running.isEmpty() && time.nanos() < deadline) {
            time.sleep(Duration.ofMillis(20));
        }
        return running.isEmpty();
    }

    private void run(Task task) {
        try (LogContext _ = context(task)) {
            Lookup lookup = look(task);
            // what was given up half-way is begun anew by the next owner, and found out by that one
            if (!stopping || !(lookup instanceof Lookup.Failed)) {
                boolean _ = publisher.publish(
                        new OutcomeRecord.LookedUp(
                                task.question().identity(), task.nonce(), task.attempt(), task.number(), lookup),
                        task.partition());
            }
        } finally {
            heard(task.integrationId(), task.nonce());
        }
    }

    private static LogContext context(Task task) {
        return LogContext.of(Map.of(
                LogKey.INTEGRATION, task.integrationId(),
                LogKey.INTENT, task.question().identity().intentId(),
                LogKey.GENERATION, task.question().identity().generation(),
                LogKey.JOB, task.question().jobId(),
                LogKey.NONCE, task.nonce()));
    }

    private Lookup look(Task task) {
        try {
            return search.look(task.question(), new Paced());
        } catch (Throwable e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getClass().getName())
                    .addKeyValue(LogKey.PLACE.text(), Place.of(e))
                    .log("A search broke its contract and threw");
            return new Lookup.Failed(Cause.of("INTERNAL_ERROR", "The worker failed unexpectedly during the search."));
        }
    }

    /** The limiter and the clock, for one search. For one thread. */
    private final class Paced implements Search.Gate {
        private final long deadline = time.nanos() + LONGEST.toNanos();
        private @Nullable Aside made;

        @Override
        public boolean next() {
            Duration rest = Duration.ofNanos(deadline - time.nanos());
            if (stopping || rest.isNegative()) {
                return false;
            }
            Optional<Aside> granted = limiter.aside(rest, () -> stopping);
            made = granted.orElse(null);
            return granted.isPresent();
        }

        @Override
        public void answered(Answer answer) {
            if (made != null) {
                limiter.answered(made, answer);
                made = null;
            }
        }
    }
}
