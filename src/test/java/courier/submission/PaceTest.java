package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import courier.submission.limit.Answer;
import courier.submission.limit.Answer.Tone;
import courier.submission.verdict.Body;
import courier.submission.verdict.Code;
import courier.submission.verdict.Hints;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final Hints HINTS = new Hints(Duration.ofSeconds(1), 30, 12, 300, 250, Duration.ofSeconds(40));
    private static final Reply ANSWER =
            new Reply.Answer(429, Progress.FULLY_SENT, HINTS, new Body.Unreadable("of no interest"));

    private static Tone tone(Verdict verdict) {
        return Pace.of(ANSWER, verdict).tone();
    }

    private static Cause cause(Code code) {
        return Cause.of(code.text(), "");
    }

    @Test
    void shouldPassOnWhatTheHeadersSay() {
        Answer answer = Pace.of(ANSWER, new Verdict.Doubt(cause(Code.HTTP_SERVER_ERROR)));

        assertThat(answer)
                .isEqualTo(new Answer(Tone.FINE, Duration.ofSeconds(1), 30, 12, 300, 250, Duration.ofSeconds(40)));
    }

    @Test
    void shouldTellTheLimitsApart() {
        assertThat(tone(new Verdict.Throttle(cause(Code.CONCURRENCY_LIMIT_EXCEEDED), Scope.INTEGRATION, null)))
                .isEqualTo(Tone.FULL);
        assertThat(tone(new Verdict.Throttle(cause(Code.RATE_LIMIT_EXCEEDED), Scope.KEY, null)))
                .isEqualTo(Tone.WINDOW_EMPTY);
        assertThat(tone(new Verdict.Throttle(cause(Code.REMOTE_RATE_LIMIT_EXCEEDED), Scope.INTEGRATION, null)))
                .isEqualTo(Tone.THROTTLED);
        assertThat(tone(new Verdict.Throttle(Cause.of("NEW.CODE", ""), Scope.KEY, null)))
                .isEqualTo(Tone.WINDOW_EMPTY);
    }

    @Test
    void shouldKnowKombosLimitsWhateverConfigurationMakesOfThem() {
        assertThat(tone(new Verdict.Retry(cause(Code.CONCURRENCY_LIMIT_EXCEEDED), null, Delivery.REFUSED)))
                .isEqualTo(Tone.FULL);
        assertThat(tone(new Verdict.Hold(cause(Code.RATE_LIMIT_EXCEEDED), Scope.KEY, Delivery.REFUSED)))
                .isEqualTo(Tone.WINDOW_EMPTY);
    }

    @Test
    void shouldTellThatAHoldIsAboutToBegin() {
        assertThat(tone(new Verdict.Hold(
                        cause(Code.INTEGRATION_AUTHENTICATION_INVALID), Scope.INTEGRATION, Delivery.REFUSED)))
                .isEqualTo(Tone.BROKEN);
    }

    @Test
    void shouldSayNothingWhereThereWasNoAnswer() {
        Reply failure = new Reply.Failure(Reply.Kind.RESET, Progress.FULLY_SENT);

        assertThat(Pace.of(failure, new Verdict.Doubt(cause(Code.CONNECTION_LOST))))
                .isEqualTo(Answer.NONE);
    }
}
