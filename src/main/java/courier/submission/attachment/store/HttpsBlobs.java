package courier.submission.attachment.store;

import courier.config.Settings;
import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening.Missing;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code https://} references to allowed hosts. Redirects are followed by hand, a few, and each one must lead to an
 * allowed host again; what a name resolves to is checked by {@link GuardedSockets}. Nothing is sent along that a host
 * could take for a credential, unless the reference holds it itself.
 *
 * <p>Makes no addresses for Kombo: whoever wants Kombo to download a URL puts it into the intent as {@code data_url}.
 * See {@code RATIONALE.md}, "Why https references are never handed on".
 *
 * <p>Safe for use by many threads. Opening ends after twice the read timeout at the latest, but for the resolver of the
 * machine, which has limits of its own.
 */
public final class HttpsBlobs implements BlobStore, AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int IDLE_CONNECTIONS = 16;

    private final AllowedHosts hosts;
    private final Duration openingLimit;
    private final OkHttpClient client;

    /**
     * Files of these hosts.
     *
     * @param readTimeout longest wait to connect, for an answer, and for the next bytes
     */
    public HttpsBlobs(Settings.Https settings, Duration readTimeout) {
        this(settings, readTimeout, UnaryOperator.identity());
    }

    HttpsBlobs(Settings.Https settings, Duration readTimeout, UnaryOperator<OkHttpClient.Builder> transport) {
        this.hosts = new AllowedHosts(settings.hosts());
        this.openingLimit = readTimeout.multipliedBy(2);
        this.client = transport.apply(client(settings, readTimeout)).build();
    }

    private static OkHttpClient.Builder client(Settings.Https settings, Duration readTimeout) {
        return new OkHttpClient.Builder()
                // HTTP/2 would keep what was not read yet in this process: up to 16 MB for each open file
                .protocols(List.of(Protocol.HTTP_1_1))
                // a proxy would resolve names by itself
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new GuardedSockets(settings.privateAddresses()))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .connectTimeout(readTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout);
    }

    @Override
    public Opening open(BlobReference reference) {
        HttpUrl url = HttpUrl.parse(reference.uri().toString());
        try (OpeningLimit limit = new OpeningLimit(openingLimit)) {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                if (url == null || !hosts.allow(url)) {
                    return new Refused();
                }
                switch (ask(url, limit)) {
                    case Answer.End(Opening opening) -> {
                        return opening;
                    }
                    case Answer.Redirect(HttpUrl next) -> url = next;
                }
            }
        }
        return unavailable(url, "TooManyRedirects");
    }

    private sealed interface Answer {
        record End(Opening opening) implements Answer {}

        record Redirect(HttpUrl next) implements Answer {}
    }

    private Answer ask(HttpUrl url, OpeningLimit limit) {
        Request request = new Request.Builder()
                .url(url)
                // size and digest are those of the bytes as they are stored
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "courier")
                .build();
        Call call = limit.watch(client.newCall(request));
        try {
            Response response = call.execute();
            if (response.code() == 200 && ContentCoding.isNone(response.header("Content-Encoding"))) {
                return new Answer.End(opened(call, response));
            }
            call.cancel();
            response.close();
            HttpUrl next = redirect(response);
            return next == null ? new Answer.End(ended(url, response.code())) : new Answer.Redirect(next);
        } catch (IOException e) {
            return new Answer.End(
                    isRefused(e) ? new Refused() : unavailable(url, e.getClass().getSimpleName()));
        }
    }

    private static Opened opened(Call call, Response response) {
        long length = response.body().contentLength();
        Long size = length < 0 ? null : length;
        return new Opened(
                size,
                response.header("Content-Type"),
                new StoredBytes(response.body().byteStream(), size, call::cancel));
    }

    private static @Nullable HttpUrl redirect(Response response) {
        String location = response.isRedirect() ? response.header("Location") : null;
        return location == null ? null : response.request().url().resolve(location);
    }

    /**
     * What a status means that brings no file. Whoever may not read it today may not tomorrow, as all that opens it is
     * in the reference: an address that was signed for some time comes back as a 403.
     */
    private Opening ended(HttpUrl url, int status) {
        return switch (status) {
            case 404, 410 -> new Missing();
            case 408, 409, 423, 425, 429 -> unavailable(url, "HTTP " + status);
            // a file that is packed; a redirect to nowhere; none of the client's business
            case 200 -> new Refused();
            default -> status >= 400 && status < 500 ? new Refused() : unavailable(url, "HTTP " + status);
        };
    }

    private Opening unavailable(@Nullable HttpUrl url, String reason) {
        Trouble.tell(url == null ? "https" : "https://" + url.host(), reason);
        return new Unavailable();
    }

    /** A name may have several addresses, each tried: the others may have failed for other reasons. */
    private static boolean isRefused(IOException e) {
        return e instanceof GuardedSockets.Refused
                && Arrays.stream(e.getSuppressed()).allMatch(GuardedSockets.Refused.class::isInstance);
    }

    /** Takes no more references; files that are open stay so. */
    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
