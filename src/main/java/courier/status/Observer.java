package courier.status;

import courier.dispatch.Departures;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import java.util.List;

/**
 * Looks at the ledger's pictures beside the limits and the calls. Errs to the side of seeing no work: a wedge is told
 * only of what nothing can excuse. Thread-safe.
 *
 * @param callsMax calls that the worker may have in flight
 * @param bytesMax attachment bytes that these may have
 */
record Observer(Overview overview, Limiter limiter, Departures departures, int callsMax, long bytesMax, Time time) {

    Observation look() {
        long now = time.wallMillis();
        boolean room = limiter.inFlight() < callsMax && limiter.attachmentBytes() <= bytesMax / 2;
        List<Observation.Sample> samples = overview.shares().stream()
                .map(share -> new Observation.Sample(
                        share.partition(),
                        share.heard(),
                        room ? startable(share, now) : 0,
                        unheard(share),
                        share.ripeAt() < now ? 1 : 0))
                .toList();
        return new Observation(time.nanos(), samples);
    }

    /** With a call in flight an integration may be full: what is in flight ends by itself, so it can be waited for. */
    private long startable(Share share, long now) {
        return share.lines().values().stream()
                .filter(line -> line.queued() > 0 && line.dueAt() <= now && share.holdOf(line) == null)
                .filter(line -> line.dispatched() == 0 && limiter.inFlight(line.integrationId()) == 0)
                .filter(line -> limiter.paused(line.integrationId()).isZero())
                .count();
    }

    /** Calls that another worker began have their grace. */
    private long unheard(Share share) {
        return Math.max(0, share.awaited() - departures.running(share.partition()));
    }
}
