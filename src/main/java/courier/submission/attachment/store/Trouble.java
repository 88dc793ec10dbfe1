package courier.submission.attachment.store;

import courier.ops.FailureLog;
import courier.ops.LogKey;
import java.util.Map;

/** Tells an operator why a store cannot be read, which an intent's outcome does not. Safe for use by many threads. */
final class Trouble {

    private static final FailureLog FAILURES = FailureLog.of(Trouble.class);

    private Trouble() {}

    /**
     * Says it.
     *
     * @param store scheme and bucket or host, which are settings or next to them; never a path or a query
     * @param reason a store's error code, or a class name
     */
    static void tell(String store, String reason) {
        FAILURES.warn(
                "A store of attachments cannot be read; its intents will be tried again",
                Map.of(LogKey.STORE, store, LogKey.REASON, reason),
                Map.of());
    }
}
