package courier.submission;

import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.outcome.Cause;
import courier.outcome.Verdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells in the log of attempts that failed, by integration and code; of their ids through the context of the thread. Of
 * a pace that is kept nothing is told: it is no failure. Safe for use by many threads.
 */
public final class LoggedJourney implements Journey {

    private static final FailureLog FAILURES = FailureLog.of(LoggedJourney.class);

    private final Journey journey;
    private final FailureLog failures;

    /** Tells of a journey. */
    public LoggedJourney(Journey journey) {
        this(journey, FAILURES);
    }

    LoggedJourney(Journey journey, FailureLog failures) {
        this.journey = journey;
        this.failures = failures;
    }

    @Override
    public Result travel(Work work, Gate gate) {
        Result result = journey.travel(work, gate);
        if (result instanceof Result.Finished finished) {
            switch (finished.verdict()) {
                case Verdict.Retry(Cause cause, var _, var _) -> failed(work, finished.verdict(), cause);
                case Verdict.Hold(Cause cause, var _, var _) -> failed(work, finished.verdict(), cause);
                case Verdict.Reject(Cause cause, var _, var _) -> failed(work, finished.verdict(), cause);
                case Verdict.Doubt(Cause cause) -> failed(work, finished.verdict(), cause);
                case Verdict.Settle _, Verdict.AlreadyExists _, Verdict.Throttle _ -> {
                    // went well, or was not its turn
                }
            }
        }
        return result;
    }

    private void failed(Work work, Verdict verdict, Cause cause) {
        Map<LogKey, Object> details = new EnumMap<>(LogKey.class);
        if (cause.httpStatus() != null) {
            details.put(LogKey.HTTP_STATUS, cause.httpStatus());
        }
        failures.warn(
                "An attempt failed",
                Map.of(
                        LogKey.INTEGRATION, work.identity().integrationId(),
                        LogKey.CODE, cause.code(),
                        LogKey.VERDICT, verdict.word()),
                details);
    }
}
