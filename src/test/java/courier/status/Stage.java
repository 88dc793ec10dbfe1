package courier.status;

import courier.ledger.Hold;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Label;
import courier.ops.Labels;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.submission.limit.Answer;
import courier.submission.limit.Aside;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.submission.limit.Permit;
import courier.submission.limit.Reservation;
import courier.testing.ManualTime;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker's pages without a worker: what its ledger, its limits and its meters would say is put there by hand, under a
 * clock that is turned by hand. Used by one thread; the pages may be asked by many.
 */
final class Stage implements AutoCloseable {

    static final int PARTITIONS = 12;
    static final int CALLS_MAX = 256;
    static final long BYTES_MAX = 256_000_000;

    final ManualTime time = new ManualTime();
    final Overview overview = new Overview();
    final Meters meters;
    final Limiter limiter;
    final History history;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Deque<Permit>> permits = new HashMap<>();
    private final StatusPage status;
    private final HttpEndpoint endpoint;
    private final List<StreamView.Peer> peers = new ArrayList<>();

    Stage(Set<String> codes) throws IOException {
        meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Labels(codes, 10, List.of()));
        limiter = new Limiter(
                new Bounds(
                        id -> slots.getOrDefault(id, 30),
                        _ -> Integer.MAX_VALUE,
                        CALLS_MAX,
                        BYTES_MAX,
                        0,
                        Duration.ofSeconds(20)),
                time);
        history = new History(overview, meters, limiter, time);
        status = new StatusPage(overview, limiter, history, CALLS_MAX, BYTES_MAX, time);
        endpoint = HttpEndpoint.open("127.0.0.1", 0, this::answer);
    }

    private Reply answer(Request request) {
        if (request.path().isEmpty()) {
            return WebPage.reply();
        }
        return Reply.json(
                Reply.OK,
                status.report(
                        new StatusReport.Self(
                                "http://courier-0.courier:8086",
                                StatusReport.time(
                                        time.wallMillis() - Duration.ofDays(3).toMillis()),
                                true,
                                true,
                                "ready",
                                "The worker does its work.",
                                new StatusReport.InForce(StatusReport.time(time.wallMillis()), null, null)),
                        List.copyOf(peers),
                        new StatusPage.Choice(
                                request.query().getOrDefault("match", ""),
                                Integer.parseInt(request.query().getOrDefault("limit", "50")))));
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + endpoint.address().getPort() + "/");
    }

    /** Another worker. */
    void peer(String address, Integer... partitions) {
        peers.add(new StreamView.Peer(URI.create(address), List.of(partitions)));
    }

    void slots(String integrationId, int count) {
        slots.put(integrationId, count);
    }

    /** So many calls are under way from now on. */
    void calls(String integrationId, int count, long bytes) {
        Deque<Permit> its = permits.computeIfAbsent(integrationId, _ -> new ArrayDeque<>());
        while (its.size() > count) {
            its.pop().close();
        }
        while (its.size() < count) {
            if (!(limiter.reserve(integrationId, bytes, 0) instanceof Reservation.Granted(Permit permit))) {
                throw new IllegalStateException("no room for a call of " + integrationId);
            }
            its.push(permit);
        }
    }

    /** Kombo's word on the API key's window. */
    void requestsLeft(int left) {
        Aside aside = limiter.aside(Duration.ofSeconds(1), () -> false).orElseThrow();
        limiter.answered(
                aside, new Answer(Answer.Tone.FINE, null, null, null, left + 1_000, left, Duration.ofSeconds(50)));
    }

    void success(String integrationId, long callMillis) {
        meters.count(Metric.ENDED, integrationId, Label.SUCCESS);
        meters.time(Metric.CALL, Duration.ofMillis(callMillis), integrationId);
        overview.ends().succeeded(integrationId);
    }

    void deadLetter(String integrationId, String code) {
        meters.count(Metric.ENDED, integrationId, Label.DEAD_LETTER);
        meters.count(Metric.DEAD_LETTERED, code);
        overview.ends().deadLettered(integrationId);
    }

    /** What waits and runs now; integrations lie in partitions by their order. */
    void show(List<Share.Line> lines, @Nullable Hold all) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<String, Share.Line> its = new HashMap<>();
            for (int i = partition; i < lines.size(); i += PARTITIONS) {
                its.put(lines.get(i).integrationId(), lines.get(i));
            }
            overview.publish(new Share(partition, "life", time.wallMillis(), true, 0, 0, Long.MAX_VALUE, all, its));
        }
    }

    /** The clock goes on by a step of the history. */
    void step() {
        time.advance(History.STEP);
        history.step();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
