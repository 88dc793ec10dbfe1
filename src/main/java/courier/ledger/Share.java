package courier.ledger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger task shows of its partition: a picture that never changes. Times are milliseconds since the epoch.
 *
 * @param life the task's own name; another one is another life of the partition
 * @param at when it was drawn
 * @param ready whether the first probe has been read: before, nothing is dispatched
 * @param heard outcomes read so far in this life
 * @param awaited dispatched entries whose calls this worker has begun
 * @param ripeAt when the first of the dispatched entries is judged if nothing is heard of it; {@link Long#MAX_VALUE} if
 *     there is none
 * @param all the hold of all integrations of the partition; null if there is none
 * @param lines of the integrations that have something open, or are held, by their ids
 */
public record Share(
        int partition,
        String life,
        long at,
        boolean ready,
        long heard,
        int awaited,
        long ripeAt,
        @Nullable Hold all,
        Map<String, Line> lines) {

    /**
     * An integration's part of it.
     *
     * @param oldest when the oldest open intent was admitted; null if none is open
     * @param dueAt when the next queued one is due, as far as the task has looked; {@link Long#MAX_VALUE} if none is
     *     queued
     */
    public record Line(
            String integrationId,
            long queued,
            long dispatched,
            @Nullable Long oldest,
            long dueAt,
            @Nullable Hold hold) {}

    /** The hold that keeps an integration from being called, its own or that of all; null if there is none. */
    public @Nullable Hold holdOf(Line line) {
        return all != null ? all : line.hold();
    }
}
