package courier.submission.attachment.store;

import courier.ops.LogKey;
import courier.ops.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator why a store cannot be read, which an intent's outcome does not: at most once a minute, as every
 * waiting intent would say it again. Safe for use by many threads.
 */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Time time;
    private final AtomicLong lastNanos;

    Trouble(Time time) {
        this.time = time;
        this.lastNanos = new AtomicLong(time.nanos() - PAUSE_NANOS);
    }

    /**
     * Says it, unless something was said lately.
     *
     * @param store scheme and bucket or host, which are settings or next to them; never a path or a query
     * @param reason a store's error code, or a class name
     */
    void tell(String store, String reason) {
        long now = time.nanos();
        long last = lastNanos.get();
        if (now - last >= PAUSE_NANOS && lastNanos.compareAndSet(last, now)) {
            LOG.atWarn()
                    .addKeyValue(LogKey.STORE.text(), store)
                    .addKeyValue(LogKey.REASON.text(), reason)
                    .log("A store of attachments cannot be read; its intents will be tried again");
        }
    }
}
