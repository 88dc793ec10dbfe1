package courier.submission;

import courier.outcome.Cause;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import courier.submission.limit.Answer;
import courier.submission.limit.Answer.Tone;
import courier.submission.verdict.Code;
import courier.submission.verdict.Hints;
import courier.submission.verdict.Reply;

/** Reads what the end of a call says of the pace. */
final class Pace {

    private Pace() {}

    static Answer of(Reply reply, Verdict verdict) {
        return switch (reply) {
            case Reply.Answer(var _, var _, Hints hints, var _) ->
                new Answer(
                        tone(verdict),
                        hints.retryAfter(),
                        hints.concurrencyLimit(),
                        hints.concurrencyRemaining(),
                        hints.rateLimit(),
                        hints.rateRemaining(),
                        hints.rateReset());
            case Reply.Failure _, Reply.Withheld _ -> Answer.NONE;
        };
    }

    /**
     * Kombo's own limits by their codes, whatever configuration makes of these; else by what follows from the verdict.
     */
    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Settle _ -> Tone.FINE;
            case Verdict.Throttle(Cause cause, Scope scope, var _) ->
                switch (limit(cause)) {
                    case FULL -> Tone.FULL;
                    case WINDOW_EMPTY -> Tone.WINDOW_EMPTY;
                    case FINE, THROTTLED, BROKEN, SILENT ->
                        switch (scope) {
                            case INTEGRATION -> Tone.THROTTLED;
                            case KEY, ADDRESS -> Tone.WINDOW_EMPTY;
                        };
                };
            case Verdict.AlreadyExists(Cause cause, var _) -> limit(cause);
            case Verdict.Retry(Cause cause, var _, var _) -> limit(cause);
            case Verdict.Hold(Cause cause, var _, var _) -> limit(cause) == Tone.FINE ? Tone.BROKEN : limit(cause);
            case Verdict.Reject(Cause cause, var _, var _) -> limit(cause);
            case Verdict.Doubt(Cause cause) -> limit(cause);
        };
    }

    private static Tone limit(Cause cause) {
        if (Code.CONCURRENCY_LIMIT_EXCEEDED.text().equals(cause.code())) {
            return Tone.FULL;
        }
        return Code.RATE_LIMIT_EXCEEDED.text().equals(cause.code()) ? Tone.WINDOW_EMPTY : Tone.FINE;
    }
}
