package courier.dispatch;

import courier.outcome.OutcomeCodec;
import courier.outcome.OutcomeRecord;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Takes records as a broker would, or fails as planned: one planned failure per sending, oldest first. */
public final class FakeSender implements OutcomeSender {

    private final List<OutcomeRecord> records = new CopyOnWriteArrayList<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException always;

    void failNext(RuntimeException... planned) {
        failures.addAll(List.of(planned));
    }

    void failAlways(RuntimeException failure) {
        always = failure;
    }

    @Override
    public Future<?> send(int partition, byte @Nullable [] key, byte[] value) {
        sizes.add(value.length);
        RuntimeException planned = failures.isEmpty() ? always : failures.remove();
        if (planned != null) {
            return CompletableFuture.failedFuture(planned);
        }
        records.add(OutcomeCodec.decode(value).orElseThrow());
        return CompletableFuture.completedFuture(null);
    }

    /** What the broker acknowledged. */
    public List<OutcomeRecord> records() {
        return records;
    }

    /** The sizes in bytes of all that was sent, acknowledged or not. */
    List<Integer> sizes() {
        return sizes;
    }
}
