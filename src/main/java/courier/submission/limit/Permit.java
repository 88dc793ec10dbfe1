package courier.submission.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A place for one call: reserved at its dispatch, started when the call may be made, told of the answer, and closed
 * when the call's record is safe. Closing goes through once, since a call's end and its dispatch's cancellation may
 * both come to it.
 *
 * <p>Threads: any. {@link #start} blocks; the state is guarded by the limiter's lock.
 */
public final class Permit implements AutoCloseable {

    /** Where it stands. */
    enum Stage {
        RESERVED,
        STARTED,
        ANSWERED,
        CLOSED
    }

    private final Limiter limiter;
    private final Lane lane;
    private final long bytes;
    private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
    private Stage stage = Stage.RESERVED;
    private long number;
    private long startedAt;
    private int then;

    Permit(Limiter limiter, Lane lane, long bytes) {
        this.limiter = limiter;
        this.lane = lane;
        this.bytes = bytes;
    }

    /**
     * Waits until the limits allow the call, which counts as made from then on.
     *
     * @param patience the longest wait
     * @return false if they do not allow it in time, which may be known at once, or the permit is closed meanwhile
     */
    public boolean start(Duration patience) {
        return limiter.start(this, patience);
    }

    /** The call has ended so. Counts once, and only after {@link #start}. */
    public void answered(Answer answer) {
        limiter.answered(this, answer);
    }

    @Override
    public void close() {
        limiter.close(this);
    }

    Lane lane() {
        return lane;
    }

    long bytes() {
        return bytes;
    }

    Stage stage() {
        return stage;
    }

    long number() {
        return number;
    }

    long startedAt() {
        return startedAt;
    }

    /** Calls of the integration at Kombo when it started, with itself. */
    int then() {
        return then;
    }

    void started(long callNumber, long now, int atKombo) {
        stage = Stage.STARTED;
        number = callNumber;
        startedAt = now;
        then = atKombo;
        turn.complete(null);
    }

    void become(Stage next) {
        stage = next;
        if (next == Stage.CLOSED) {
            turn.complete(null);
        }
    }

    /** Waits for a start or a close; false when interrupted. */
    boolean await(long nanos) {
        try {
            turn.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes a turn with a failure", e);
        }
    }
}
