package courier.submission.kombo;

import courier.ops.LogKey;
import courier.ops.TlsTrouble;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log why TLS to Kombo fails: once, and again when the reason is another one, or after an answer. A hold
 * names the code only, and each of its probes meets the same.
 *
 * <p>Safe for use by many threads.
 */
final class TlsNews implements Interceptor {

    private static final Logger LOG = LoggerFactory.getLogger(TlsNews.class);

    private final AtomicReference<@Nullable TlsTrouble> told = new AtomicReference<>();

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            Response response = chain.proceed(chain.request());
            told.set(null);
            return response;
        } catch (SSLException e) {
            TlsTrouble trouble = TlsTrouble.of(e);
            if (told.getAndSet(trouble) != trouble) {
                LOG.atWarn()
                        .addKeyValue(LogKey.REASON.text(), trouble.words())
                        .log("TLS to Kombo (kombo.base-url) fails");
            }
            throw e;
        }
    }
}
