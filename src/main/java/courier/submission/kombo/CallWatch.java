package courier.submission.kombo;

import courier.submission.verdict.Progress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call: how much of it may have left, and whether it takes too long.
 *
 * <p>Two limits follow each other: one for whatever comes before the request (waiting for the resolver, connecting,
 * TLS), and a new one from the request's first byte to the answer's last. OkHttp's own call timeout would count both as
 * one, so that a slow connect would shorten the time that Kombo has.
 *
 * <p>Threading: OkHttp calls back on the call's thread, which alone touches {@code alarm}, and about connecting also on
 * threads of its own. The alarm itself goes off on the clock's thread and only sets {@code expired} and cancels the
 * call, which any thread may do.
 */
final class CallWatch extends EventListener {

    private final ScheduledExecutorService clock;
    private final Duration connectTimeout;
    private final Duration requestTimeout;

    private volatile Progress progress = Progress.NOTHING_SENT;
    private volatile boolean expired;
    private volatile boolean connected;
    private @Nullable ScheduledFuture<?> alarm;

    CallWatch(ScheduledExecutorService clock, Duration connectTimeout, Duration requestTimeout) {
        this.clock = clock;
        this.connectTimeout = connectTimeout;
        this.requestTimeout = requestTimeout;
    }

    Progress progress() {
        return progress;
    }

    /** Whether the call was cancelled because it took too long. */
    boolean expired() {
        return expired;
    }

    /** Whether the call got a connection that was kept from an earlier one. */
    boolean reused() {
        return !connected;
    }

    /** The request's last byte is about to be handed over. */
    void lastByte() {
        progress = Progress.FULLY_SENT;
    }

    @Override
    public void callStart(Call call) {
        arm(call, connectTimeout);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connected = true;
    }

    @Override
    public void requestHeadersStart(Call call) {
        progress = Progress.PARTLY_SENT;
        arm(call, requestTimeout);
    }

    /** The call has ended: nothing goes off any more. */
    void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void arm(Call call, Duration limit) {
        disarm();
        alarm = clock.schedule(() -> expire(call), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void expire(Call call) {
        expired = true;
        call.cancel();
    }
}
