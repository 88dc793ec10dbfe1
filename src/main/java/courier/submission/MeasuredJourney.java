package courier.submission;

import courier.ops.Labels;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.outcome.Cause;
import courier.outcome.Verdict;
import java.time.Duration;

/** Counts attempts by what they came to, and times their calls. Safe for use by many threads. */
public final class MeasuredJourney implements Journey {

    private final Journey journey;
    private final Meters meters;

    /** Measures a journey. */
    public MeasuredJourney(Journey journey, Meters meters) {
        this.journey = journey;
        this.meters = meters;
    }

    @Override
    public Result travel(Work work, Gate gate) {
        Result result = journey.travel(work, gate);
        switch (result) {
            case Result.Finished(Long startedAt, long endedAt, Verdict verdict) -> {
                Cause cause = verdict.cause();
                meters.count(Metric.ATTEMPTED, verdict.word(), cause == null ? Labels.NONE : cause.code());
                if (startedAt != null) {
                    meters.time(
                            Metric.CALL,
                            Duration.ofMillis(endedAt - startedAt),
                            work.identity().integrationId());
                }
            }
            case Result.NotStarted _ -> {
                // given back: the ledger counts it when it hears of it
            }
        }
        return result;
    }
}
