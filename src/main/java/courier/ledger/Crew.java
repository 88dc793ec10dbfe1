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
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What all ledger processors of a worker share.
 *
 * @param integrations the settings of integrations that are in force when it is asked
 * @param luck evenly drawn from [0, 1)
 */
public record Crew(
        Settings settings,
        Supplier<Settings.Integrations> integrations,
        Incarnation incarnation,
        Limiter limiter,
        Departures departures,
        Searches searches,
        OutcomePublisher publisher,
        Meters meters,
        Tracing tracing,
        Overview overview,
        Time time,
        DoubleSupplier luck) {}
