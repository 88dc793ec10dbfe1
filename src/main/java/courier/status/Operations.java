package courier.status;

import courier.config.LiveSettings;
import courier.config.Settings;
import courier.dispatch.Departures;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Labels;
import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be seen of a worker from outside, from its first moment to its last.
 *
 * <p>Threads: the worker's thread opens it, tells it of the stream and closes it; requests, scrapes and the watchman
 * look at it on threads of their own.
 */
public final class Operations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final LiveSettings live;
    private final Settings settings;
    private final Time time;
    private final long startedAt;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters;
    private final Overview overview = new Overview();
    private final Neighbour neighbour = new Neighbour();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable URI address;
    private volatile Readiness.Phase phase = Readiness.Phase.PREPARING;
    private volatile boolean started;
    private volatile @Nullable Sight sight;

    /** What there is to see once there is a stream. */
    private record Sight(StreamView stream, Gauges gauges, StatusPage status, IntentPage intents, Watchman watchman) {}

    private Operations(LiveSettings live, Collection<String> codes, Time time) {
        this.live = live;
        this.settings = live.settings();
        this.time = time;
        this.startedAt = time.wallMillis();
        if (!settings.operations().perTask()) {
            registry.config()
                    .meterFilter(MeterFilter.deny(
                            id -> id.getName().startsWith("kafka.stream") && id.getTag("task.id") != null));
        }
        this.meters = new Meters(
                registry,
                new Labels(
                        codes,
                        settings.operations().integrationsMax(),
                        settings.integrations().named().keySet()));
        opened.push(registry::close);
        opened.push(neighbour);
    }

    /**
     * Opens the pages, unless they are switched off: then there are meters and nothing else.
     *
     * @param codes all codes that metrics tell apart
     * @throws IOException if the address is taken or not this machine's
     */
    public static Operations open(LiveSettings live, Collection<String> codes, Time time) throws IOException {
        Operations operations = new Operations(live, codes, time);
        try {
            if (operations.settings.operations().http()) {
                operations.serve();
            }
            return operations;
        } catch (IOException e) {
            operations.close();
            throw e;
        }
    }

    private void serve() throws IOException {
        Settings.Operations wanted = settings.operations();
        HttpEndpoint endpoint = HttpEndpoint.open(wanted.host(), wanted.port(), new Pages(this)::reply);
        opened.push(endpoint);
        address = advertised(wanted, endpoint.address());
        bindMachine();
        meters.show(Metric.SETTINGS_SINCE, () -> live.inForce().since() / 1_000.0);
        meters.show(Metric.SETTINGS_REFUSED, () -> live.inForce().refused() == null ? 0 : 1);
        LOG.atInfo()
                .addKeyValue(LogKey.ADDRESS.text(), "http://" + authority(endpoint.address()))
                .log("The worker's pages are open: / for people, /metrics, /status, /health/ready");
    }

    private static String authority(InetSocketAddress bound) {
        String host = bound.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
    }

    /** A worker that listens everywhere is reached by others at its machine's own address. */
    private static URI advertised(Settings.Operations wanted, InetSocketAddress bound) throws IOException {
        String host = wanted.advertisedHost();
        if (host != null) {
            return URI.create("http://" + host + ":" + bound.getPort());
        }
        InetAddress reached = bound.getAddress().isAnyLocalAddress() ? InetAddress.getLocalHost() : bound.getAddress();
        return URI.create("http://" + authority(new InetSocketAddress(reached, bound.getPort())));
    }

    private void bindMachine() {
        JvmGcMetrics collections = new JvmGcMetrics();
        opened.push(collections);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The worker's meters. */
    public Meters meters() {
        return meters;
    }

    /** Where ledger tasks show themselves. */
    public Overview overview() {
        return overview;
    }

    /** Where other workers reach the pages; null if these are switched off. */
    public @Nullable URI address() {
        return address;
    }

    /** The stream is there; it is watched from now on. */
    public synchronized void streaming(StreamView stream, Limiter limiter, Departures departures) {
        if (address == null) {
            return;
        }
        int calls = settings.limits().slotsPerWorker();
        long bytes = settings.limits().attachmentBytes();
        Gauges gauges = new Gauges(meters, overview, limiter, calls, bytes, time);
        Observer observer = new Observer(overview, limiter, departures, calls, bytes, time);
        Watchman watchman =
                new Watchman(observer::look, this::look, settings.operations().wedgeAfter(), time);
        opened.push(watchman);
        History history = new History(overview, meters, limiter, time);
        opened.push(new Sampler(history::step, History.STEP, time).start());
        sight = new Sight(
                stream,
                gauges,
                new StatusPage(overview, limiter, history, calls, bytes, time),
                new IntentPage(stream, neighbour, address.toString()),
                watchman);
        meters.show(Metric.READY, () -> readiness().ready() ? 1 : 0);
        meters.show(Metric.WEDGED, () -> watchman.wedge().isPresent() ? 1 : 0);
        phase = Readiness.Phase.STREAMING;
        watchman.start();
    }

    /** The worker was asked to end. */
    public void stopping() {
        phase = Readiness.Phase.STOPPING;
    }

    private void look() {
        var _ = started();
    }

    /** Whether all tasks have run, and all ledgers read their first probes, once. */
    boolean started() {
        Sight seen = sight;
        if (!started
                && seen != null
                && seen.stream().state() == StreamView.State.RUNNING
                && overview.shares().stream().allMatch(Share::ready)) {
            begun(seen.stream());
        }
        return started;
    }

    /** Kafka's clients have most of their metrics by now; what they get later is found within a minute. */
    private synchronized void begun(StreamView stream) {
        if (!started) {
            started = true;
            opened.push(stream.bindTo(registry));
        }
    }

    /** Whether the process is worth keeping. */
    boolean alive() {
        Sight seen = sight;
        return seen == null
                || phase == Readiness.Phase.STOPPING
                || (seen.stream().state() != StreamView.State.FAILED
                        && (seen.stream().state() == StreamView.State.MOVING
                                || seen.stream().liveThreads() > 0));
    }

    Readiness readiness() {
        Sight seen = sight;
        StreamView.State stream =
                seen == null ? StreamView.State.MOVING : seen.stream().state();
        Optional<Wedge> wedge =
                seen == null ? Optional.empty() : seen.watchman().wedge();
        return Readiness.of(
                phase, started(), stream, wedge, settings.operations().wedgeAfter());
    }

    String scrape() {
        Sight seen = sight;
        if (seen != null) {
            seen.gauges().draw();
        }
        return registry.scrape();
    }

    /** Null before there is a stream. */
    @Nullable
    StatusReport status(StatusPage.Choice choice) {
        Sight seen = sight;
        if (seen == null) {
            return null;
        }
        Readiness readiness = readiness();
        StatusReport.Self self = new StatusReport.Self(
                String.valueOf(address),
                StatusReport.time(startedAt),
                started,
                readiness.ready(),
                readiness.reason(),
                readiness.message(),
                StatusReport.InForce.of(live.inForce()));
        return seen.status().report(self, seen.stream().peers(), choice);
    }

    /** Null before there is a stream. */
    @Nullable
    IntentPage intents() {
        Sight seen = sight;
        return seen == null ? null : seen.intents();
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.atWarn()
                        .addKeyValue(LogKey.REASON.text(), e.getClass().getName())
                        .log("Something of the worker's pages could not be closed");
            }
        }
    }
}
