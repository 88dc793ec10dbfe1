package courier.submission.verdict;

import static courier.submission.verdict.VerdictWords.causeOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import courier.submission.verdict.Reply.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verdict carries of the answer besides; what it is, {@link VerdictTableTest} holds. */
final class VerdictsTest {

    private static final Body.Unreadable HTML = new Body.Unreadable("HTML");
    private static final Body.SuccessForm CREATED = new Body.SuccessForm(Application.UNNAMED, List.of("late"));

    @Test
    void shouldKnowEveryCodeOfTheErrorSchemaAndNoOther() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(Code.values()).filter(Code::byKombo).map(Code::text).forEach(known::add);

        assertThat(known).isEqualTo(codesOfTheSchema());
    }

    static Set<String> codesOfTheSchema() throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                VerdictsTest.class.getResourceAsStream("/kombo/error.schema.json"), "the error schema")) {
            TreeSet<String> codes = new TreeSet<>();
            for (JsonNode code : new ObjectMapper().readTree(schema).at("/properties/error/properties/code/enum")) {
                codes.add(code.asText());
            }
            return codes;
        }
    }

    @Test
    void shouldSettleASuccessWithItsWarnings() {
        Verdict verdict = Verdicts.STANDARD.of(answer(200, CREATED), History.PRIOR_UNPROVEN);

        assertThat(verdict).isEqualTo(new Verdict.Settle(Application.UNNAMED, List.of(Notice.ofKombo("late"))));
    }

    @Test
    void shouldPassOnHowLongTheAnswerAsksToWait() {
        Duration asked = Duration.ofSeconds(7);
        Hints both = new Hints(asked, 30, 2, 300, 0, Duration.ofSeconds(40));
        Hints window = new Hints(null, 30, 2, 300, 0, Duration.ofSeconds(40));

        assertThat(afterOf("PLATFORM.RATE_LIMIT_EXCEEDED", both)).isEqualTo(asked);
        assertThat(afterOf("PLATFORM.RATE_LIMIT_EXCEEDED", window)).isEqualTo(Duration.ofSeconds(40));
        assertThat(afterOf("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", both)).isEqualTo(asked);
        assertThat(afterOf("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", window)).isNull();
        assertThat(afterOf("REMOTE.SERVICE_UNAVAILABLE", both)).isEqualTo(asked);
        assertThat(afterOf("REMOTE.SERVICE_UNAVAILABLE", window)).isNull();
    }

    @Test
    void shouldKeepKombosOwnWords() {
        Body words = new Body.ErrorForm("ATS.JOB_CLOSED", "Job closed", "It is over.", "https://app.kombo.dev/logs/1");

        Verdict verdict = Verdicts.STANDARD.of(answer(404, words), History.CLEAN);

        assertThat(causeOf(verdict))
                .isEqualTo(
                        new Cause("ATS.JOB_CLOSED", "Job closed", "It is over.", 404, "https://app.kombo.dev/logs/1"));
    }

    @Test
    void shouldSpeakForItselfWhereKomboSaysNothing() {
        Body silent = new Body.ErrorForm("ATS.JOB_CLOSED", null, null, null);

        assertThat(causeOf(Verdicts.STANDARD.of(answer(404, silent), History.CLEAN)))
                .isEqualTo(new Cause("ATS.JOB_CLOSED", null, Code.JOB_CLOSED.meaning(), 404, null));
        assertThat(causeOf(Verdicts.STANDARD.of(answer(502, HTML), History.CLEAN)))
                .isEqualTo(new Cause(
                        "HTTP_SERVER_ERROR", null, Code.HTTP_SERVER_ERROR.meaning() + " The body: HTML.", 502, null));
        assertThat(causeOf(Verdicts.STANDARD.of(answer(500, new Body.Truncated()), History.CLEAN)))
                .isEqualTo(new Cause("ANSWER_TRUNCATED", null, Code.ANSWER_TRUNCATED.meaning(), 500, null));
    }

    @Test
    void shouldShowNothingOfThePersonInALogLine() {
        assertThat(CREATED).hasToString("SuccessForm[null, warnings=1]");
        assertThat(new Body.ErrorForm("A.B", "Anna", "Anna", "https://log/anna"))
                .hasToString("ErrorForm[A.B]");
    }

    @ParameterizedTest
    @CsvSource({
        "A.B, true",
        "INTEGRATION.SETUP_SYNC_PENDING, true",
        "A1.B_2.C.D, true",
        "A.B.C.D.E, false",
        "READ_TIMEOUT, false",
        "ats.job_closed, false",
        "A..B, false",
        "A.B C, false"
    })
    void shouldTellTheShapeOfKombosCodes(String text, boolean shaped) {
        assertThat(Code.shapedLikeKombos(text)).isEqualTo(shaped);
    }

    @Test
    void shouldNotTakeACodeOfItsOwnForOneOfKombos() {
        assertThat(Code.ofText("READ_TIMEOUT")).contains(Code.READ_TIMEOUT);
        assertThat(Code.ofKombo("READ_TIMEOUT")).isEmpty();
        assertThat(Code.ofKombo("ATS.JOB_CLOSED")).contains(Code.JOB_CLOSED);
    }

    @Test
    void shouldGiveEachCourseAWordAndAMeaning() {
        assertThat(Course.values()).allSatisfy(course -> {
            assertThat(course.text()).matches("[a-z-]+");
            assertThat(course.meaning()).hasSizeGreaterThan(5);
            assertThat(Course.of(course.text())).contains(course);
        });
        assertThat(Course.values()).extracting(Course::text).doesNotHaveDuplicates();
        assertThat(Course.of("Retry")).isEmpty();
    }

    @Test
    void shouldDocumentEveryCodeOnce() {
        assertThat(Arrays.stream(Code.values()).map(Code::text)).doesNotHaveDuplicates();
        assertThat(Code.values()).allSatisfy(code -> {
            assertThat(code.meaning()).endsWith(".").hasSizeGreaterThan(10);
            assertThat(code.remedy().text()).matches("[a-z-]+");
            assertThat(code.ruling() instanceof Ruling.Doubt)
                    .as("%s: what is in doubt needs a decision, and nothing else does", code)
                    .isEqualTo(code.remedy() == Action.NEEDS_DECISION);
        });
    }

    private static @Nullable Duration afterOf(String code, Hints hints) {
        Reply reply = new Answer(429, Progress.FULLY_SENT, hints, new Body.ErrorForm(code, null, null, null));
        Verdict verdict = Verdicts.STANDARD.of(reply, History.CLEAN);
        return switch (verdict) {
            case Verdict.Retry retry -> retry.after();
            case Verdict.Throttle throttle -> throttle.after();
            case Verdict.Settle _, Verdict.AlreadyExists _, Verdict.Hold _, Verdict.Reject _, Verdict.Doubt _ ->
                throw new AssertionError(verdict);
        };
    }

    private static Reply answer(int status, Body body) {
        return new Answer(status, Progress.FULLY_SENT, Hints.NONE, body);
    }
}
