package courier.status;

import courier.ledger.Hold;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that are read off the ledger's pictures and the limits. Those of integrations are drawn anew for each
 * scrape, so that one that has gone to another worker is not told twice. Thread-safe.
 */
final class Gauges {

    private static final double MILLIS = Duration.ofSeconds(1).toMillis();

    private final Meters meters;
    private final Overview overview;
    private final Limiter limiter;
    private final Time time;

    Gauges(Meters meters, Overview overview, Limiter limiter, int callsMax, long bytesMax, Time time) {
        this.meters = meters;
        this.overview = overview;
        this.limiter = limiter;
        this.time = time;
        meters.show(Metric.IN_FLIGHT, limiter::inFlight);
        meters.show(Metric.SLOTS, () -> callsMax);
        meters.show(Metric.ATTACHMENT_BYTES, limiter::attachmentBytes);
        meters.show(Metric.ATTACHMENT_BYTES_MAX, () -> bytesMax);
        meters.show(
                Metric.REQUESTS_LEFT,
                () -> limiter.requestsLeft().stream()
                        .asDoubleStream()
                        .findFirst()
                        .orElse(Double.NaN));
        meters.show(Metric.PARTITIONS, () -> overview.shares().size());
    }

    /** Draws those of integrations. */
    synchronized void draw() {
        long now = time.wallMillis();
        Map<List<String>, Double> queued = new HashMap<>();
        Map<List<String>, Double> dispatched = new HashMap<>();
        Map<List<String>, Double> oldest = new HashMap<>();
        Map<List<String>, Double> slots = new HashMap<>();
        Map<List<String>, Double> held = new HashMap<>();
        for (Share share : overview.shares()) {
            hold(held, share.all());
            for (Share.Line line : share.lines().values()) {
                List<String> labels = List.of(line.integrationId());
                meters.claim(line.integrationId());
                queued.merge(labels, (double) line.queued(), Double::sum);
                dispatched.merge(labels, (double) line.dispatched(), Double::sum);
                slots.put(labels, (double) limiter.slots(line.integrationId()));
                Long since = line.oldest();
                if (since != null) {
                    oldest.merge(labels, Math.max(0, now - since) / MILLIS, Math::max);
                }
                hold(held, line.hold());
            }
        }
        meters.show(Metric.QUEUED, queued, Double::sum);
        meters.show(Metric.DISPATCHED, dispatched, Double::sum);
        meters.show(Metric.INTEGRATION_SLOTS, slots, Double::sum);
        meters.show(Metric.OLDEST_OPEN, oldest, Math::max);
        meters.show(Metric.HELD, held, Double::sum);
    }

    private static void hold(Map<List<String>, Double> held, @Nullable Hold hold) {
        if (hold != null) {
            held.merge(List.of(hold.scope().text(), hold.code()), 1.0, Double::sum);
        }
    }
}
