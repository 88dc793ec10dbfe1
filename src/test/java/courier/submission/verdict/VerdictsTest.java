package courier.submission.verdict;

import static courier.outcome.Delivery.REFUSED;
import static courier.submission.verdict.VerdictWords.causeOf;
import static courier.submission.verdict.VerdictWords.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Notice;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import courier.submission.verdict.Reply.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table to what was decided, written down a second time. */
final class VerdictsTest {

    private static final Body.Unreadable HTML = new Body.Unreadable("HTML");
    private static final Body.SuccessForm CREATED = new Body.SuccessForm(Application.UNNAMED, List.of("late"));

    /** Verdict, scope, delivery. */
    private static final Map<String, String> OF_KOMBO = new TreeMap<>(Map.ofEntries(
            Map.entry("PLATFORM.RATE_LIMIT_EXCEEDED", "Throttle KEY REFUSED"),
            Map.entry("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", "Throttle INTEGRATION REFUSED"),
            Map.entry("REMOTE.RATE_LIMIT_EXCEEDED", "Throttle INTEGRATION REFUSED"),
            Map.entry("REMOTE.SERVICE_UNAVAILABLE", "Retry - UNKNOWN"),
            Map.entry("PLATFORM.TASK_TIMED_OUT", "Doubt - UNKNOWN"),
            Map.entry("PLATFORM.UNKNOWN_ERROR", "Doubt - UNKNOWN"),
            Map.entry("REMOTE.UNKNOWN_HTTP_ERROR", "Doubt - UNKNOWN"),
            Map.entry("PLATFORM.INPUT_INVALID", "Reject - REFUSED"),
            Map.entry("REMOTE.INPUT_INVALID", "Reject - REFUSED"),
            Map.entry("PLATFORM.INTEGRATION_NOT_FOUND", "Reject - REFUSED"),
            Map.entry("INTEGRATION.MODEL_NOT_AVAILABLE", "Reject - REFUSED"),
            Map.entry("INTEGRATION.ACTION_NOT_AVAILABLE", "Reject - REFUSED"),
            Map.entry("ATS.JOB_CLOSED", "Reject - REFUSED"),
            Map.entry("ATS.APPLICATION_ALREADY_EXISTS", "Reject - REFUSED"),
            Map.entry("PLATFORM.AUTHENTICATION_INVALID", "Hold KEY REFUSED"),
            Map.entry("PLATFORM.IP_NOT_WHITELISTED", "Hold ADDRESS REFUSED"),
            Map.entry("INTEGRATION.AUTHENTICATION_INVALID", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.PERMISSION_MISSING", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.INACTIVE", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.QA_FAILED", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.SETUP_INCOMPLETE", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.SETUP_SYNC_PENDING", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.MODEL_DISABLED", "Hold INTEGRATION REFUSED"),
            Map.entry("INTEGRATION.ACTION_DISABLED", "Hold INTEGRATION REFUSED")));

    @Test
    void shouldKnowEveryCodeOfTheErrorSchemaAndNoOther() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(Code.values()).filter(Code::byKombo).map(Code::text).forEach(known::add);

        assertThat(known).isEqualTo(codesOfTheSchema());
        assertThat(OF_KOMBO.keySet()).isEqualTo(codesOfTheSchema());
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

    static Stream<Arguments> codesAndStatuses() throws IOException {
        return codesOfTheSchema().stream()
                .flatMap(code -> Stream.of(400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 502, 503, 504, 599)
                        .map(status -> Arguments.of(code, status)));
    }

    @ParameterizedTest
    @MethodSource("codesAndStatuses")
    void shouldDecideOnTheCodeWhateverTheStatus(String code, int status) {
        Verdict verdict = Verdicts.STANDARD.of(error(status, code), History.CLEAN);

        assertThat(summary(verdict)).isEqualTo(OF_KOMBO.get(code));
        assertThat(causeOf(verdict).code()).isEqualTo(code);
        assertThat(causeOf(verdict).httpStatus()).isEqualTo(status);
    }

    @Test
    void shouldTakeAnExistingApplicationForOursOnlyAfterAnUnprovenAttempt() {
        Reply exists = error(409, "ATS.APPLICATION_ALREADY_EXISTS");

        assertThat(Verdicts.STANDARD.of(exists, History.PRIOR_UNPROVEN)).isInstanceOf(Verdict.AlreadyExists.class);
        assertThat(Verdicts.STANDARD.of(exists, History.CLEAN)).isInstanceOf(Verdict.Reject.class);
    }

    @ParameterizedTest
    @CsvSource({
        "100, HTTP_UNEXPECTED, Doubt - UNKNOWN",
        "200, ANSWER_UNREADABLE, Doubt - UNKNOWN",
        "201, ANSWER_UNREADABLE, Doubt - UNKNOWN",
        "204, ANSWER_UNREADABLE, Doubt - UNKNOWN",
        "301, HTTP_REDIRECT, Hold KEY REFUSED",
        "302, HTTP_REDIRECT, Hold KEY REFUSED",
        "307, HTTP_REDIRECT, Hold KEY REFUSED",
        "308, HTTP_REDIRECT, Hold KEY REFUSED",
        "400, HTTP_CLIENT_ERROR, Reject - REFUSED",
        "401, HTTP_UNAUTHORIZED, Hold KEY REFUSED",
        "403, HTTP_FORBIDDEN, Hold ADDRESS REFUSED",
        "404, HTTP_CLIENT_ERROR, Reject - REFUSED",
        "407, HTTP_FORBIDDEN, Hold ADDRESS REFUSED",
        "408, HTTP_REQUEST_TIMEOUT, Doubt - UNKNOWN",
        "413, HTTP_CLIENT_ERROR, Reject - REFUSED",
        "429, HTTP_TOO_MANY_REQUESTS, Throttle INTEGRATION REFUSED",
        "499, HTTP_CLIENT_ERROR, Reject - REFUSED",
        "500, HTTP_SERVER_ERROR, Doubt - UNKNOWN",
        "502, HTTP_SERVER_ERROR, Doubt - UNKNOWN",
        "503, HTTP_SERVICE_UNAVAILABLE, Retry - UNKNOWN",
        "504, HTTP_SERVER_ERROR, Doubt - UNKNOWN",
        "600, HTTP_UNEXPECTED, Doubt - UNKNOWN"
    })
    void shouldGoByTheStatusWhereThereIsNoCode(int status, String code, String expected) {
        for (Reply reply : List.of(error(status, null), answer(status, HTML))) {
            Verdict verdict = Verdicts.STANDARD.of(reply, History.CLEAN);

            assertThat(summary(verdict)).isEqualTo(expected);
            assertThat(causeOf(verdict).code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Reject - REFUSED",
        "401, Reject - REFUSED",
        "403, Reject - REFUSED",
        "408, Reject - REFUSED",
        "409, Reject - REFUSED",
        "429, Throttle INTEGRATION REFUSED",
        "500, Doubt - UNKNOWN",
        "502, Doubt - UNKNOWN",
        "503, Retry - UNKNOWN",
        "504, Doubt - UNKNOWN"
    })
    void shouldGoByTheStatusForACodeThatIsNewAndKeepTheCode(int status, String expected) {
        Verdict verdict = Verdicts.STANDARD.of(error(status, "ATS.ON_HOLIDAY"), History.CLEAN);

        assertThat(summary(verdict)).isEqualTo(expected);
        assertThat(causeOf(verdict).code()).isEqualTo("ATS.ON_HOLIDAY");
    }

    @ParameterizedTest
    @CsvSource({
        "200, Doubt - UNKNOWN",
        "409, Doubt - UNKNOWN",
        "429, Throttle INTEGRATION REFUSED",
        "500, Doubt - UNKNOWN",
        "503, Retry - UNKNOWN"
    })
    void shouldBelieveATruncatedAnswerOnlyWhereTheStatusSaysItAll(int status, String expected) {
        assertThat(summary(Verdicts.STANDARD.of(answer(status, new Body.Truncated()), History.CLEAN)))
                .isEqualTo(expected);
    }

    @Test
    void shouldSettleASuccessWithItsWarnings() {
        Verdict verdict = Verdicts.STANDARD.of(answer(200, CREATED), History.PRIOR_UNPROVEN);

        assertThat(verdict).isEqualTo(new Verdict.Settle(Application.UNNAMED, List.of(Notice.ofKombo("late"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 429, 500, 503})
    void shouldDoubtASuccessUnderAnotherStatus(int status) {
        assertThat(summary(Verdicts.STANDARD.of(answer(status, CREATED), History.CLEAN)))
                .isEqualTo("Doubt - UNKNOWN");
    }

    @Test
    void shouldDoubtAnErrorUnderTheStatusOfASuccessAndNotTakeItsCode() {
        Verdict verdict = Verdicts.STANDARD.of(error(200, "ATS.JOB_CLOSED"), History.CLEAN);

        assertThat(summary(verdict)).isEqualTo("Doubt - UNKNOWN");
        assertThat(causeOf(verdict).code()).isEqualTo("ANSWER_UNREADABLE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Progress.class,
            names = {"NOTHING_SENT", "PARTLY_SENT"})
    void shouldNotDoubtAnAnswerThatCameBeforeTheRequestWasWhole(Progress progress) {
        Verdict verdict = Verdicts.STANDARD.of(new Answer(502, progress, Hints.NONE, HTML), History.CLEAN);

        assertThat(summary(verdict)).isEqualTo("Retry - UNSENT");
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
    void shouldLetConfigurationChangeWhatACodeLeadsTo() {
        Verdicts verdicts = new Verdicts(Map.of(Code.JOB_CLOSED, new Ruling.Hold(Scope.INTEGRATION, REFUSED)));

        assertThat(summary(verdicts.of(error(404, "ATS.JOB_CLOSED"), History.CLEAN)))
                .isEqualTo("Hold INTEGRATION REFUSED");
        assertThat(summary(verdicts.of(error(404, "REMOTE.INPUT_INVALID"), History.CLEAN)))
                .isEqualTo("Reject - REFUSED");
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

    private static Reply error(int status, @Nullable String code) {
        return answer(status, new Body.ErrorForm(code, null, "words", null));
    }

    private static Reply answer(int status, Body body) {
        return new Answer(status, Progress.FULLY_SENT, Hints.NONE, body);
    }
}
