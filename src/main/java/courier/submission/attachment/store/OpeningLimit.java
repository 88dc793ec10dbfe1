package courier.submission.attachment.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Ends an opening that takes too long altogether, however many steps it consists of and however slowly each of them
 * goes on: OkHttp's own limits are for each step, or for the file's bytes too.
 *
 * <p>Threading: one thread opens; Okio's watchdog cancels.
 */
final class OpeningLimit extends AsyncTimeout implements AutoCloseable {

    private volatile @Nullable Call current;
    private volatile boolean expired;

    /** Starts to count. */
    OpeningLimit(Duration limit) {
        Object _ = timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        enter();
    }

    /** Watches the next step. */
    Call watch(Call call) {
        current = call;
        if (expired) {
            call.cancel();
        }
        return call;
    }

    @Override
    protected void timedOut() {
        expired = true;
        Call call = current;
        if (call != null) {
            call.cancel();
        }
    }

    /** Stops counting: from here on, each read of the file's bytes has its own limit. */
    @Override
    public void close() {
        boolean _ = exit();
    }
}
