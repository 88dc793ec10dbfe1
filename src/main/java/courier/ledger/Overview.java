package courier.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the ledger tasks of a worker show of themselves, for whoever looks on.
 *
 * <p>Thread-safe: stream threads put pictures up and take them down, others look at them. Nobody looks into a task.
 */
public final class Overview {

    private final ConcurrentMap<Integer, Share> shares = new ConcurrentHashMap<>();
    private final Ends ends = new Ends();

    /** The pictures of the partitions that this worker owns, in the order of the partitions. */
    public List<Share> shares() {
        return shares.values().stream()
                .sorted(Comparator.comparingInt(Share::partition))
                .toList();
    }

    /** How intents end. */
    public Ends ends() {
        return ends;
    }

    /** Puts a picture up in the place of the partition's last one. */
    public void publish(Share share) {
        shares.put(share.partition(), share);
    }

    /** Takes the partition's picture down, unless another life of it has put up its own. */
    void withdraw(int partition, String life) {
        shares.computeIfPresent(partition, (_, share) -> share.life().equals(life) ? null : share);
    }
}
