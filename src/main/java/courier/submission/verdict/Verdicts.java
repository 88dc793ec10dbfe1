package courier.submission.verdict;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import courier.submission.verdict.Reply.Answer;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Withheld;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one pure function from what came back to what it means. First the reply is filed under a {@link Code}, then the
 * code's {@link Ruling} becomes a verdict: so configuration can change what a code leads to, and never what a reply is.
 *
 * <p>Kombo's code decides, and the status only where there is no known code: statuses have changed under codes before.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Verdicts {

    /** The table as it stands in {@link Code}. */
    public static final Verdicts STANDARD = new Verdicts(Map.of());

    private final Map<Code, Ruling> overrides;

    /** The standard table, except for these codes. */
    public Verdicts(Map<Code, Ruling> overrides) {
        this.overrides = Map.copyOf(overrides);
    }

    /** Judges what came back from an attempt. */
    public Verdict of(Reply reply, History history) {
        return switch (reply) {
            case Answer answer -> ofAnswer(answer, history);
            case Failure failure -> {
                Code code = Filing.of(failure);
                yield rule(code, Cause.of(code.text(), code.meaning()), Hints.NONE, history);
            }
            case Withheld(Code code, String where) -> {
                String message = where.isEmpty() ? code.meaning() : where + ": " + code.meaning();
                yield rule(code, Cause.of(code.text(), message), Hints.NONE, history);
            }
        };
    }

    private Verdict ofAnswer(Answer answer, History history) {
        if (answer.body() instanceof Body.SuccessForm success && Filing.successful(answer.status())) {
            return new Verdict.Settle(
                    success.application(),
                    success.warnings().stream().map(Notice::ofKombo).toList());
        }
        Code code = Filing.of(answer);
        Cause cause = causeOf(answer, code);
        Verdict verdict = rule(code, cause, answer.hints(), history);
        if (verdict instanceof Verdict.Doubt && answer.progress() != Progress.FULLY_SENT) {
            // answered before the request was whole: nothing can have come of it
            return new Verdict.Retry(cause, answer.hints().retryAfter(), Delivery.UNSENT);
        }
        return verdict;
    }

    private Verdict rule(Code code, Cause cause, Hints hints, History history) {
        Ruling ruling = Objects.requireNonNullElse(overrides.get(code), code.ruling());
        return switch (ruling) {
            case Ruling.Retry(var delivery) -> new Verdict.Retry(cause, hints.retryAfter(), delivery);
            case Ruling.Throttle(var scope) -> new Verdict.Throttle(cause, scope, pause(code, hints));
            case Ruling.Hold(var scope, var delivery) -> new Verdict.Hold(cause, scope, delivery);
            case Ruling.Reject(var delivery) -> new Verdict.Reject(cause, delivery, code.remedy());
            case Ruling.Doubt() -> new Verdict.Doubt(cause);
            case Ruling.Exists() ->
                switch (history) {
                    case PRIOR_UNPROVEN -> new Verdict.AlreadyExists(cause);
                    case CLEAN -> new Verdict.Reject(cause, Delivery.REFUSED, code.remedy());
                };
        };
    }

    /** The window's end is of interest only to a call that the window has stopped. */
    private static @Nullable Duration pause(Code code, Hints hints) {
        if (hints.retryAfter() == null && code == Code.RATE_LIMIT_EXCEEDED) {
            return hints.rateReset();
        }
        return hints.retryAfter();
    }

    private static Cause causeOf(Answer answer, Code code) {
        return switch (answer.body()) {
            case Body.ErrorForm(var given, var title, var message, var logUrl) ->
                new Cause(
                        given != null && Filing.heedsCode(answer.status()) ? given : code.text(),
                        title,
                        message == null ? code.meaning() : message,
                        answer.status(),
                        logUrl);
            case Body.Unreadable(String description) ->
                new Cause(code.text(), null, code.meaning() + " The body: " + description + ".", answer.status(), null);
            case Body.SuccessForm _, Body.Truncated _ ->
                new Cause(code.text(), null, code.meaning(), answer.status(), null);
        };
    }
}
