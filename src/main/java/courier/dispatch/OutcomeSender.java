package courier.dispatch;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Where outcome records are sent: the plain producer, or a stand-in for it in tests. Thread-safe. */
public interface OutcomeSender {

    /**
     * Sends a record; the future completes when the broker has acknowledged it.
     *
     * @param key the intent's id; null for a probe
     */
    Future<?> send(int partition, byte @Nullable [] key, byte[] value);
}
