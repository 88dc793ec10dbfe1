package courier.ledger;

import courier.intent.Identity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every dispatched entry of a task, with the time at which it is judged if nothing was heard of it.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Watch {

    /**
     * A dispatched entry.
     *
     * @param admittedAt when it was admitted, in milliseconds since the epoch
     * @param markedAt when it was dispatched, in milliseconds since the epoch
     * @param ripeAt when it may be judged, in milliseconds since the epoch
     * @param foreign whether its call, if there is one, is made by another worker: it takes a slot that this worker
     *     does not count
     */
    record Watched(String nonce, long admittedAt, long markedAt, long ripeAt, boolean foreign) {}

    private final Map<Identity, Watched> entries = new LinkedHashMap<>();
    private final Map<String, Integer> foreign = new HashMap<>();

    void add(Identity identity, Watched watched) {
        remove(identity);
        entries.put(identity, watched);
        if (watched.foreign()) {
            foreign.merge(identity.integrationId(), 1, Integer::sum);
        }
    }

    void remove(Identity identity) {
        Watched watched = entries.remove(identity);
        if (watched != null && watched.foreign()) {
            foreign.computeIfPresent(identity.integrationId(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Entries of the integration whose calls are other workers'. */
    int foreign(String integrationId) {
        return foreign.getOrDefault(integrationId, 0);
    }

    /** When the oldest entry of the integration was admitted; null if none of it is dispatched. */
    @Nullable
    Long oldest(String integrationId) {
        Long oldest = null;
        for (Map.Entry<Identity, Watched> entry : entries.entrySet()) {
            long admitted = entry.getValue().admittedAt();
            if (entry.getKey().integrationId().equals(integrationId) && (oldest == null || admitted < oldest)) {
                oldest = admitted;
            }
        }
        return oldest;
    }

    /** Entries whose calls are this worker's. */
    int own() {
        return entries.size()
                - foreign.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Whether an entry is under way that was dispatched after the given time.
     *
     * @param integrationId null for any
     */
    boolean begunAfter(long time, @Nullable String integrationId) {
        return entries.entrySet().stream()
                .anyMatch(entry -> entry.getValue().markedAt() > time
                        && (integrationId == null
                                || integrationId.equals(entry.getKey().integrationId())));
    }

    /** The entries whose calls are other workers'. */
    List<Identity> foreigners() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().foreign())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The entries that may be judged now, with their nonces. */
    Map<Identity, String> ripe(long now) {
        Map<Identity, String> ripe = new HashMap<>();
        entries.forEach((identity, watched) -> {
            if (watched.ripeAt() <= now) {
                ripe.put(identity, watched.nonce());
            }
        });
        return ripe;
    }

    /** When the next entry ripens, in milliseconds since the epoch; {@link Long#MAX_VALUE} if there is none. */
    long nextRipe() {
        return entries.values().stream().mapToLong(Watched::ripeAt).min().orElse(Long.MAX_VALUE);
    }

    Map<Identity, Watched> entries() {
        return entries;
    }
}
