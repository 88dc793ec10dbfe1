package courier.dispatch;

import courier.ops.Time;
import courier.submission.Journey;
import courier.submission.Search;
import courier.submission.limit.Limiter;
import java.time.Duration;

/** Parts without threads of their own: what they start has ended when they return, so no test has to wait. */
public final class Inline {

    private Inline() {}

    /** A publisher that sends on the caller's thread and must not lose a record. */
    public static OutcomePublisher publisher(OutcomeSender sender, String incarnation, Time time) {
        return new OutcomePublisher(sender, incarnation, time, Duration.ofSeconds(30), Inline::lost, Inline::thread);
    }

    /** Departures whose calls are made within the commit. */
    public static Departures departures(Journey journey, OutcomePublisher publisher, Time time, Duration startBy) {
        return new Departures(journey, publisher, time, startBy, Inline::thread);
    }

    /** Searches that are made, and their records sent, when they begin. */
    public static Searches searches(Search search, OutcomePublisher publisher, Limiter limiter, Time time) {
        return new Searches(search, publisher, limiter, time, Inline::thread);
    }

    private static Thread thread(Runnable work) {
        return DepartureBench.inline(work);
    }

    private static void lost() {
        throw new AssertionError("an outcome was not delivered");
    }
}
