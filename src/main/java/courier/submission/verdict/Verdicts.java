package courier.submission.verdict;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import courier.submission.verdict.Reply.Answer;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Withheld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private final Map<String, Course> overrides;

    private Verdicts(Map<String, Course> overrides) {
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * The standard table, except for these codes.
     *
     * @param overrides by the text of a code; one that Courier does not know is looked up by what an answer gives
     * @throws IllegalArgumentException for one that {@link Overrides} refuses
     */
    public static Verdicts with(Map<String, Course> overrides) {
        overrides.forEach((text, course) -> Code.ofText(text).ifPresent(code -> {
            String refusal = Overrides.refusal(code, course);
            if (refusal != null) {
                throw new IllegalArgumentException(text + " " + refusal);
            }
        }));
        return new Verdicts(overrides);
    }

    /** The table as it is in force: all codes in their order, then those that only configuration knows. */
    public List<Row> table() {
        return Table.of(overrides);
    }

    /** Judges what came back from an attempt. */
    public Verdict of(Reply reply, History history) {
        return switch (reply) {
            case Answer answer -> ofAnswer(answer, history);
            case Failure failure -> {
                Code code = Filing.of(failure);
                String detail = failure.detail().isEmpty() ? "" : " What was seen: " + failure.detail() + ".";
                yield withoutAnswer(code, code.meaning() + detail, history);
            }
            case Withheld(Code code, String where, String rule) -> {
                String message = (where.isEmpty() ? "" : where + ": ")
                        + code.meaning()
                        + (rule.isEmpty() ? "" : " The rule: " + rule + ".");
                yield withoutAnswer(code, message, history);
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
        Ruling standard = answer.progress() == Progress.FULLY_SENT
                ? code.ruling()
                : code.ruling().unsent();
        Ruling ruling = ruling(cause.code(), code, standard);
        return verdict(ruling, code, cause, pause(code, answer.hints()), history);
    }

    private Verdict withoutAnswer(Code code, String message, History history) {
        Ruling ruling = ruling(code.text(), code, code.ruling());
        return verdict(ruling, code, Cause.of(code.text(), message), null, history);
    }

    /**
     * What configuration says of the code that the answer gave, then of the one that it was filed under.
     *
     * <p>Where the word claims more than is known, which only an answer can show whose code is new, it is not heeded.
     */
    private Ruling ruling(String given, Code code, Ruling standard) {
        Course course = overrides.containsKey(given) ? overrides.get(given) : overrides.get(code.text());
        return course == null || Overrides.refusal(code, standard, course) != null
                ? standard
                : course.ruling(standard.delivery());
    }

    private static Verdict verdict(Ruling ruling, Code code, Cause cause, @Nullable Duration pause, History history) {
        return switch (ruling) {
            case Ruling.Retry(var delivery) -> new Verdict.Retry(cause, pause, delivery);
            case Ruling.Throttle(var scope) -> new Verdict.Throttle(cause, scope, pause);
            case Ruling.Hold(var scope, var delivery) -> new Verdict.Hold(cause, scope, delivery);
            case Ruling.Reject(var delivery) -> new Verdict.Reject(cause, delivery, code.remedy(delivery));
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
