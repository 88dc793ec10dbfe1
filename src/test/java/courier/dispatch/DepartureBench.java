package courier.dispatch;

import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.submission.limit.Permit;
import courier.submission.limit.Reservation;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Departures on hand-turned clocks, a fake sender and a journey of the test's. */
final class DepartureBench {

    static final Identity IDENTITY = new Identity("workday:abc", "intent-1", 0);
    static final Duration START_BY = Duration.ofSeconds(20);
    static final Verdict REJECT = new Verdict.Reject(Cause.of("NO", "no"), Delivery.REFUSED, Action.NEEDS_CORRECTION);

    final ManualTime time = new ManualTime();
    final FakeSender sender = new FakeSender();
    final Limiter limiter = new Limiter(Bounds.of(10, 10), time);
    final AtomicInteger undeliverable = new AtomicInteger();
    final Departures departures;

    DepartureBench(Journey journey) {
        this(journey, Thread.ofVirtual().factory());
    }

    DepartureBench(Journey journey, ThreadFactory threads) {
        OutcomePublisher publisher = new OutcomePublisher(
                sender, "worker-1", time, Duration.ofSeconds(30), undeliverable::incrementAndGet, threads);
        departures = new Departures(journey, publisher, time, START_BY, threads);
    }

    /** A thread factory that runs what is started at once, on the caller: no test has to wait. */
    static Thread inline(Runnable work) {
        return new Thread() {
            @Override
            @SuppressWarnings("UnsynchronizedOverridesSynchronized")
            public void start() {
                work.run();
            }
        };
    }

    Dispatch mark(String nonce) {
        return departures.mark(work(), nonce, 3, permit(limiter));
    }

    static Permit permit(Limiter limiter) {
        return ((Reservation.Granted) limiter.reserve("workday:abc", 0, 0)).permit();
    }

    static Journey.Work work() {
        return new Journey.Work(IDENTITY, "job-1", 1, false, 0, new byte[0]);
    }
}
