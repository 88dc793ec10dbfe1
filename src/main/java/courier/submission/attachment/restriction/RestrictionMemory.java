package courier.submission.attachment.restriction;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import courier.ops.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Remembers the restrictions of each integration, and asks for them when they are not known or grew old. What cannot be
 * learnt restricts nothing; see {@code RATIONALE.md}, "Why the pre-flight never insists".
 *
 * <p>Safe for use by many threads. One asks for an integration at a time, on a thread of its own; the others wait for
 * its answer, no longer than the patience.
 */
public final class RestrictionMemory {

    /** Longest wait for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long nobody asks again after a failure. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Integrations that are remembered; of more, those that were not needed for longest are forgotten. */
    private static final int INTEGRATIONS = 10_000;

    private final Function<String, Optional<Restrictions>> asking;
    private final Duration patience;
    private final AsyncCache<String, Optional<Restrictions>> memory;

    /**
     * A memory with nothing in it.
     *
     * @param asking asks for an integration's restrictions; empty if that fails. Bounds by itself how long it takes.
     * @param refresh how long an answer is good
     */
    public RestrictionMemory(Function<String, Optional<Restrictions>> asking, Duration refresh, Time time) {
        this(asking, refresh, time, PATIENCE);
    }

    RestrictionMemory(Function<String, Optional<Restrictions>> asking, Duration refresh, Time time, Duration patience) {
        this.asking = asking;
        this.patience = patience;
        this.memory = Caffeine.newBuilder()
                .maximumSize(INTEGRATIONS)
                .executor(Runnable::run)
                .ticker(time::nanos)
                .expireAfter(Expiry.<String, Optional<Restrictions>>creating(
                        (_, answer) -> answer.isPresent() ? refresh : PAUSE))
                .buildAsync();
    }

    /** An integration's restrictions. May block for the patience; never fails. */
    public Restrictions of(String integrationId) {
        return memory.get(
                        integrationId,
                        (id, _) -> CompletableFuture.supplyAsync(() -> asking.apply(id), Thread::startVirtualThread)
                                .exceptionally(_ -> Optional.empty()))
                .copy()
                .completeOnTimeout(Optional.empty(), patience.toNanos(), TimeUnit.NANOSECONDS)
                .join()
                .orElse(Restrictions.NONE);
    }
}
