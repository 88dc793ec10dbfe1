package courier.ledger;

import courier.config.Settings;
import courier.dispatch.Departures;
import courier.dispatch.Incarnation;
import courier.dispatch.OutcomePublisher;
import courier.dispatch.Searches;
import courier.ops.Meters;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import courier.tracing.Tracing;

/** Crews whose settings stay as they are and whose luck is even. */
final class Crews {

    private Crews() {}

    static Crew of(
            Settings settings,
            Incarnation incarnation,
            Limiter limiter,
            Departures departures,
            Searches searches,
            OutcomePublisher publisher,
            Meters meters,
            Tracing tracing,
            Overview overview,
            Time time) {
        return new Crew(
                settings,
                settings::integrations,
                incarnation,
                limiter,
                departures,
                searches,
                publisher,
                meters,
                tracing,
                overview,
                time,
                () -> 0.5);
    }
}
