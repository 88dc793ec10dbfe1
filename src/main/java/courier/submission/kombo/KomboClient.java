package courier.submission.kombo;

import courier.config.Settings;
import courier.ops.Time;
import courier.outcome.Lookup;
import courier.submission.attachment.PreparedApplication;
import courier.submission.attachment.restriction.RestrictionMemory;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.verdict.Body;
import courier.submission.verdict.Hints;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Calls Kombo, over HTTP/2 where TLS can agree on it and HTTP/1.1 elsewhere. A request leaves at most once: OkHttp's
 * retries, redirects and authenticators are off, and its body can be written only once.
 *
 * <p>Safe for use by many threads. Owns a thread that ends calls at their deadlines; {@link #close()} stops it.
 */
public final class KomboClient implements AutoCloseable {

    /** Shorter than a load balancer keeps an idle connection: its close in the wrong moment would be a doubt. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Finds a dead HTTP/2 connection, which would swallow one call after another until the kernel gives it up. */
    private static final Duration PING = Duration.ofSeconds(20);

    /** Longest wait for one page of a search. */
    public static final Duration SEARCH_PATIENCE = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final Settings.Kombo settings;
    private final Time time;
    private final ScheduledThreadPoolExecutor clock;
    private final OkHttpClient client;
    private final OkHttpClient asking;
    private final OkHttpClient searching;
    private final String userAgent;

    /**
     * A client for a worker.
     *
     * @param slots the most calls that the worker makes at a time: as many connections are kept
     * @throws IllegalArgumentException if the base URL or the key cannot be used; the message does not show the key
     */
    public KomboClient(Settings.Kombo settings, int slots, Time time) {
        this(settings, slots, time, UnaryOperator.identity());
    }

    KomboClient(Settings.Kombo settings, int slots, Time time, UnaryOperator<OkHttpClient.Builder> transport) {
        if (!expressible(settings.apiKey().value())) {
            throw new IllegalArgumentException("kombo.api-key must be printable ASCII without spaces around it");
        }
        this.endpoint = new Endpoint(settings.baseUrl());
        this.settings = settings;
        this.time = time;
        this.clock = clock();
        this.client = transport.apply(client(settings, slots)).build();
        this.asking = asking(client, RestrictionMemory.PATIENCE);
        this.searching = asking(client, SEARCH_PATIENCE);
        this.userAgent = "courier/" + version();
    }

    private static OkHttpClient.Builder client(Settings.Kombo settings, int slots) {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(slots, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .pingInterval(PING)
                .connectTimeout(settings.connectTimeout())
                // CallWatch has the one hard deadline, also over every read and write
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(new TlsNews())
                .addNetworkInterceptor(new StaleCheck())
                .eventListenerFactory(
                        call -> Objects.requireNonNull(call.request().tag(CallWatch.class)));
    }

    /** For questions that change nothing: these need none of the care about sending once. */
    private static OkHttpClient asking(OkHttpClient client, Duration patience) {
        OkHttpClient.Builder builder = client.newBuilder()
                .retryOnConnectionFailure(true)
                .eventListener(EventListener.NONE)
                .callTimeout(patience);
        builder.networkInterceptors().clear();
        return builder.build();
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("kombo-deadlines").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /**
     * Gets a call ready without sending anything; empty if the ids cannot be put into a request.
     *
     * @param application stays the caller's to close, after the call
     */
    public Optional<KomboCall> call(String integrationId, String jobId, PreparedApplication application) {
        if (!expressible(integrationId)) {
            return Optional.empty();
        }
        return endpoint.applications(jobId).map(url -> call(url, integrationId, application));
    }

    /**
     * Asks what an integration's ATS takes of attachments; empty if that cannot be learnt. May block for
     * {@link RestrictionMemory#PATIENCE}, and for as long as the resolver takes. Creates nothing, and so may be sent
     * again by OkHttp.
     */
    public Optional<Restrictions> restrictions(String integrationId) {
        if (!expressible(integrationId)) {
            return Optional.empty();
        }
        Request request =
                request(endpoint.createApplicationAction(), integrationId).build();
        try (Response response = asking.newCall(request).execute()) {
            return RestrictionsAnswer.read(response);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Looks for an application that may have been created. May block for as long as {@link ApplicationSearch.Pages}
     * lets it go on, and {@link #SEARCH_PATIENCE} more. Creates nothing, and so may be sent again by OkHttp.
     */
    public Lookup search(Wanted wanted, ApplicationSearch.Pages pages) {
        return new ApplicationSearch(this, wanted, pages).run();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** One request of a search. */
    Response ask(HttpUrl url, String integrationId) throws IOException {
        return searching.newCall(request(url, integrationId).build()).execute();
    }

    /** The answer to such a request, with what its headers say of the pace. */
    Reply reply(Response response, Body body) {
        Hints hints = PaceHeaders.read(response.headers(), Instant.ofEpochMilli(time.wallMillis()));
        return new Reply.Answer(response.code(), Progress.FULLY_SENT, hints, body);
    }

    private KomboCall call(HttpUrl url, String integrationId, PreparedApplication application) {
        CallWatch watch = new CallWatch(clock, settings.connectTimeout(), settings.requestTimeout());
        Request request = request(url, integrationId)
                .post(new ApplicationBody(application, watch::lastByte))
                .tag(CallWatch.class, watch)
                .build();
        return new KomboCall(client.newCall(request), watch, time);
    }

    private Request.Builder request(HttpUrl url, String integrationId) {
        return new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer " + settings.apiKey().value())
                .header("X-Integration-Id", integrationId)
                .header("Accept", "application/json")
                .header("User-Agent", userAgent);
    }

    /** What a header can carry as it is. */
    private static boolean expressible(String value) {
        return !value.isEmpty()
                && value.strip().length() == value.length()
                && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
    }

    private static String version() {
        return Objects.requireNonNullElse(KomboClient.class.getPackage().getImplementationVersion(), "dev");
    }

    /** Takes no more calls; running ones keep their deadlines. */
    @Override
    public void close() {
        clock.shutdown();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
