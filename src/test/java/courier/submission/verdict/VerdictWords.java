package courier.submission.verdict;

import courier.outcome.Cause;
import courier.outcome.Verdict;

/** Verdicts in short, for comparison. */
public final class VerdictWords {
    private VerdictWords() {}

    /** Kind, scope (or a dash) and delivery. */
    static String summary(Verdict verdict) {
        String scope = switch (verdict) {
            case Verdict.Throttle throttle -> throttle.scope().name();
            case Verdict.Hold hold -> hold.scope().name();
            case Verdict.Settle _, Verdict.AlreadyExists _, Verdict.Retry _, Verdict.Reject _, Verdict.Doubt _ -> "-";
        };
        return verdict.getClass().getSimpleName() + " " + scope + " " + verdict.delivery();
    }

    /** Kind, scope or remedy (or a dash) and delivery. */
    static String withRemedy(Verdict verdict) {
        return verdict instanceof Verdict.Reject reject
                ? "Reject " + reject.action() + " " + reject.delivery()
                : summary(verdict);
    }

    /** Kind, code (or a dash) and delivery. */
    public static String withCode(Verdict verdict) {
        String code = verdict instanceof Verdict.Settle ? "-" : causeOf(verdict).code();
        return verdict.getClass().getSimpleName() + " " + code + " " + verdict.delivery();
    }

    /** The cause of a verdict other than a success. */
    public static Cause causeOf(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Settle _ -> throw new AssertionError("a success has no cause");
            case Verdict.AlreadyExists exists -> exists.cause();
            case Verdict.Retry retry -> retry.cause();
            case Verdict.Throttle throttle -> throttle.cause();
            case Verdict.Hold hold -> hold.cause();
            case Verdict.Reject reject -> reject.cause();
            case Verdict.Doubt doubt -> doubt.cause();
        };
    }
}
