package courier.submission.verdict;

import static courier.submission.verdict.VerdictWords.summary;
import static courier.submission.verdict.VerdictWords.withRemedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.outcome.Delivery;
import courier.outcome.Verdict;
import courier.submission.verdict.Answers.Case;
import courier.submission.verdict.Reply.Answer;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import courier.submission.verdict.Reply.Withheld;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What configuration may change about a verdict, and what it may not. */
final class OverridesTest {

    @ParameterizedTest
    @EnumSource
    void shouldAllowWhatTheTableSaysAndNothingElse(Code code) {
        Row standard = Table.row(code, null);
        List<List<String>> rows = Csv.rows("overrides.csv").stream()
                .filter(row -> row.get(0).equals(standard.verdict())
                        && row.get(1).equals(code.ruling().delivery().text()))
                .toList();
        List<List<String>> own = rows.stream()
                .filter(row -> List.of(row.get(2).split(" ")).contains(code.name()))
                .toList();
        List<String> expected = (own.isEmpty() ? rows : own)
                .stream().map(List::getLast).findFirst().stream().toList();

        List<String> allowed = Arrays.stream(Course.values())
                .filter(course -> Overrides.refusal(code, course) == null)
                .map(Course::text)
                .toList();

        assertThat(List.of(String.join(" ", allowed))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "APPLICATION_ALREADY_EXISTS, REJECT, it says that the application exists",
        "APPLICATION_ALREADY_EXISTS, RETRY, it says that the application exists",
        "TASK_TIMED_OUT, THROTTLE, may have created the application",
        "HTTP_SERVICE_UNAVAILABLE, THROTTLE_KEY, may have created the application",
        "CONNECT_REFUSED, THROTTLE, nobody has answered",
        "TASK_TIMED_OUT, HOLD_ADDRESS, its probes would repeat a call",
        "ANSWER_UNREADABLE, RETRY, may be a success",
        "ATTACHMENT_MISSING, DOUBT, provably never left"
    })
    void shouldTellWhyNot(Code code, Course course, String reason) {
        assertThat(Overrides.refusal(code, course)).contains(reason);
        assertThatThrownBy(() -> Verdicts.with(Map.of(code.text(), course)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(code.text() + " cannot be ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "REMOTE.INPUT_INVALID, RETRY, Retry - REFUSED",
        "REMOTE.INPUT_INVALID, THROTTLE, Throttle INTEGRATION REFUSED",
        "REMOTE.INPUT_INVALID, THROTTLE_KEY, Throttle KEY REFUSED",
        "REMOTE.INPUT_INVALID, HOLD, Hold INTEGRATION REFUSED",
        "REMOTE.INPUT_INVALID, HOLD_KEY, Hold KEY REFUSED",
        "REMOTE.INPUT_INVALID, HOLD_ADDRESS, Hold ADDRESS REFUSED",
        "REMOTE.INPUT_INVALID, REJECT, Reject NEEDS_CORRECTION REFUSED",
        "REMOTE.INPUT_INVALID, DOUBT, Doubt - UNKNOWN",
        "PLATFORM.TASK_TIMED_OUT, RETRY, Retry - UNKNOWN",
        "PLATFORM.TASK_TIMED_OUT, REJECT, Reject NEEDS_DECISION UNKNOWN",
        "REMOTE.SERVICE_UNAVAILABLE, HOLD, Hold INTEGRATION UNKNOWN",
        "REMOTE.SERVICE_UNAVAILABLE, REJECT, Reject NEEDS_DECISION UNKNOWN",
        "INTEGRATION.INACTIVE, REJECT, Reject NEEDS_CORRECTION REFUSED"
    })
    void shouldDoSomethingElseAboutTheSameKnowledge(String code, Course course, String expected) {
        Verdicts verdicts = Verdicts.with(Map.of(code, course));

        assertThat(withRemedy(verdicts.of(error(409, code, Progress.FULLY_SENT), History.CLEAN)))
                .isEqualTo(expected);
        assertThat(verdicts.of(error(409, "ATS.JOB_CLOSED", Progress.FULLY_SENT), History.CLEAN))
                .as("another code")
                .isEqualTo(Verdicts.STANDARD.of(error(409, "ATS.JOB_CLOSED", Progress.FULLY_SENT), History.CLEAN));
    }

    @Test
    void shouldKnowMoreOfAnAnswerThatCameBeforeTheRequestWasWhole() {
        assertThat(partly("PLATFORM.TASK_TIMED_OUT", Course.REJECT)).isEqualTo("Reject RETRYABLE UNSENT");
        assertThat(partly("PLATFORM.TASK_TIMED_OUT", Course.DOUBT)).isEqualTo("Retry - UNSENT");
        assertThat(partly("REMOTE.SERVICE_UNAVAILABLE", Course.HOLD)).isEqualTo("Hold INTEGRATION UNSENT");
        assertThat(partly("REMOTE.INPUT_INVALID", Course.RETRY)).isEqualTo("Retry - REFUSED");
    }

    private static String partly(String code, Course course) {
        return withRemedy(
                Verdicts.with(Map.of(code, course)).of(error(409, code, Progress.PARTLY_SENT), History.CLEAN));
    }

    @Test
    void shouldReachCodesOfCourierToo() {
        Verdicts verdicts = Verdicts.with(Map.of(
                "READ_TIMEOUT", Course.RETRY,
                "ATTACHMENT_MISSING", Course.RETRY,
                "HTTP_CLIENT_ERROR", Course.HOLD));

        assertThat(summary(verdicts.of(new Failure(Kind.DEADLINE, Progress.FULLY_SENT), History.CLEAN)))
                .isEqualTo("Retry - UNKNOWN");
        assertThat(summary(verdicts.of(new Withheld(Code.ATTACHMENT_MISSING, ""), History.CLEAN)))
                .isEqualTo("Retry - UNSENT");
        assertThat(summary(verdicts.of(error(418, null, Progress.FULLY_SENT), History.CLEAN)))
                .isEqualTo("Hold INTEGRATION REFUSED");
        assertThat(summary(verdicts.of(error(418, Answers.NEW_CODE, Progress.FULLY_SENT), History.CLEAN)))
                .as("what is filed there, too")
                .isEqualTo("Hold INTEGRATION REFUSED");
    }

    @ParameterizedTest
    @CsvSource({
        "409, RETRY, Retry - REFUSED",
        "409, THROTTLE, Throttle INTEGRATION REFUSED",
        "409, HOLD, Hold INTEGRATION REFUSED",
        "409, DOUBT, Doubt - UNKNOWN",
        "401, HOLD_KEY, Hold KEY REFUSED",
        "503, HOLD, Hold INTEGRATION UNKNOWN",
        "503, THROTTLE, Retry - UNKNOWN",
        "500, RETRY, Retry - UNKNOWN",
        "500, REJECT, Reject NEEDS_DECISION UNKNOWN",
        "500, HOLD, Doubt - UNKNOWN",
        "500, THROTTLE, Doubt - UNKNOWN",
        "200, RETRY, Doubt - UNKNOWN"
    })
    void shouldHeedAWordOnANewCodeAsFarAsItsStatusAllows(int status, Course course, String expected) {
        Verdicts verdicts = Verdicts.with(Map.of(Answers.NEW_CODE, course, "HTTP_CLIENT_ERROR", Course.REJECT));

        assertThat(withRemedy(verdicts.of(error(status, Answers.NEW_CODE, Progress.FULLY_SENT), History.CLEAN)))
                .isEqualTo(expected);
    }

    /** Everything that may be configured, tried on everything that may come. */
    @ParameterizedTest
    @EnumSource
    void shouldNeverClaimMoreThanIsKnownNorTouchASuccess(Course course) {
        for (Code code : Code.values()) {
            if (Overrides.refusal(code, course) == null) {
                Verdicts verdicts = Verdicts.with(Map.of(code.text(), course, Answers.NEW_CODE, course));

                assertThat(Answers.all().stream().filter(each -> claimsMore(verdicts, each)))
                        .as("%s = %s", code, course)
                        .isEmpty();
            }
        }
    }

    private static boolean claimsMore(Verdicts verdicts, Case each) {
        Verdict standard = Verdicts.STANDARD.of(each.answer(), each.history());
        Verdict verdict = verdicts.of(each.answer(), each.history());
        return standard.delivery() == Delivery.DELIVERED
                ? !verdict.equals(standard)
                : verdict.delivery() != Delivery.UNKNOWN && verdict.delivery() != standard.delivery();
    }

    @Test
    void shouldWaitForTheWindowWhateverIsDoneAboutIt() {
        Hints window = new Hints(null, 30, 2, 300, 0, Duration.ofSeconds(40));
        Reply reply = new Answer(
                429, Progress.FULLY_SENT, window, new Body.ErrorForm("PLATFORM.RATE_LIMIT_EXCEEDED", null, null, null));

        Verdict verdict = Verdicts.with(Map.of("PLATFORM.RATE_LIMIT_EXCEEDED", Course.RETRY))
                .of(reply, History.CLEAN);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Retry.class, retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(40)));
    }

    @Test
    void shouldKnowWhichOverridesMaySubmitTwice() {
        assertThat(Overrides.repeatsBlindly(Code.READ_TIMEOUT, Course.RETRY)).isTrue();
        assertThat(Overrides.repeatsBlindly(Code.READ_TIMEOUT, Course.REJECT)).isFalse();
        assertThat(Overrides.repeatsBlindly(Code.HTTP_SERVICE_UNAVAILABLE, Course.RETRY))
                .as("Kombo's own advice")
                .isFalse();
    }

    static Reply error(int status, @Nullable String code, Progress progress) {
        return new Answer(status, progress, Hints.NONE, new Body.ErrorForm(code, null, "words", null));
    }
}
