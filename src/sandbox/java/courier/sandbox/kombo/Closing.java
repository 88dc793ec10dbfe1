package courier.sandbox.kombo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The end of the stand-in, which wakes all who wait, and of what hangs. Safe for use by many threads. */
final class Closing {
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private final AtomicReference<CompletableFuture<@Nullable Void>> freed =
            new AtomicReference<>(new CompletableFuture<>());

    void close() {
        closed.complete(null);
    }

    /** Ends the hanging calls of this moment; later ones hang on. */
    void free() {
        freed.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /** Waits so long, or until the stand-in is closed. */
    void pause(Duration duration) {
        if (duration.isPositive()) {
            await(closed, duration);
        }
    }

    /** Waits until the client has gone, the call is freed or the stand-in is closed. */
    void hang(CompletableFuture<@Nullable Void> gone) {
        await(CompletableFuture.anyOf(closed, freed.get(), gone), Duration.ofDays(1));
    }

    private static void await(CompletableFuture<?> end, Duration limit) {
        try {
            Object _ = end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails these futures", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
