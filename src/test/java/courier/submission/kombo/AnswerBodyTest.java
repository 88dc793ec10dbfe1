package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Application;
import courier.submission.verdict.Body;
import courier.submission.verdict.Body.ErrorForm;
import courier.submission.verdict.Body.SuccessForm;
import courier.submission.verdict.Body.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerBodyTest {

    private boolean gaveUp;

    @Test
    void shouldKeepTheIdsOfAnApplicationAndNothingOfThePerson() {
        Body body = read("""
                {"warnings": [{"message": "The stage was ignored."}],
                 "data": {"id": "a1", "remote_id": "r1", "remote_url": "https://ats.example/1", "candidate_id": "c1",
                   "job_id": "j1", "current_stage_id": "s1", "outcome": "PENDING",
                   "remote_created_at": "2026-11-22T10:00:00.000Z", "new_field": [1, {"id": "x"}],
                   "candidate": {"id": "other", "first_name": "Jane", "outcome": "x"}, "remote_data": {"id": "y"}},
                 "status": "success", "extra": {"status": "error"}}""");

        assertThat(body)
                .isEqualTo(new SuccessForm(
                        new Application(
                                "a1",
                                "r1",
                                "https://ats.example/1",
                                "c1",
                                "j1",
                                "s1",
                                "PENDING",
                                "2026-11-22T10:00:00.000Z"),
                        List.of("The stage was ignored.")));
        assertThat(body).hasToString("SuccessForm[a1, warnings=1]");
    }

    @Test
    void shouldTakeNullsAndWrongTypesForAbsent() {
        Body body = read("""
                {"status": "success", "data": {"id": 7, "remote_id": null, "outcome": ["HIRED"], "job_id": {"id": 1}},
                 "warnings": [null, 3, "text", {"message": null}, {"message": 5}, {"text": "x"}, {"message": "kept"}]}""");

        assertThat(body).isEqualTo(new SuccessForm(Application.UNNAMED, List.of("kept")));
        assertThat(read("{\"status\":\"success\",\"data\":{},\"warnings\":null}"))
                .isEqualTo(new SuccessForm(Application.UNNAMED, List.of()));
    }

    @Test
    void shouldReadAnError() {
        assertThat(read("""
                        {"status":"error","error":{"code":"ATS.JOB_CLOSED","title":"Closed","message":"It is over.",
                         "log_url":"https://app.kombo.dev/logs/1","more":{}}}"""))
                .isEqualTo(new ErrorForm("ATS.JOB_CLOSED", "Closed", "It is over.", "https://app.kombo.dev/logs/1"));
        assertThat(
                        read(
                                "{\"status\":\"error\",\"error\":{\"code\":null,\"title\":null,\"message\":\"m\",\"log_url\":null}}"))
                .isEqualTo(new ErrorForm(null, null, "m", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_TIMEOUT", "a.b", "ATS.", "ATS JOB.CLOSED", "A.B.C.D.E", "ATS.J\\nX", ""})
    void shouldNotTakeForACodeWhatIsNotShapedLikeOne(String code) {
        assertThat(read("{\"status\":\"error\",\"error\":{\"code\":\"" + code + "\"}}"))
                .isEqualTo(new ErrorForm(null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty",
                "' ' | not whole JSON",
                "[] | not whole JSON",
                "null | not whole JSON",
                "\"success\" | not whole JSON",
                "{ | not whole JSON",
                "{\"status\":\"success\",\"data\":{\"id\":\"a\"} | not whole JSON",
                "{\"status\":\"success\",\"data\":{\"id\":\"a\"},\"warnings\":[{\"message\":\"x\"} | not whole JSON",
                "{} | JSON of neither form",
                "{\"status\":\"success\"} | JSON of neither form",
                "{\"status\":\"success\",\"data\":[]} | JSON of neither form",
                "{\"status\":\"success\",\"error\":{}} | JSON of neither form",
                "{\"status\":\"error\",\"data\":{\"id\":\"a\"}} | JSON of neither form",
                "{\"data\":{\"id\":\"a\"}} | JSON of neither form"
            })
    void shouldDescribeWhatItCannotReadWithoutQuotingIt(String text, String description) {
        String form = text.isEmpty() ? "" : " (application/json, length " + text.length() + ")";

        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.description().replaceAll(", with the words [a-z ]+$", ""))
                                .isEqualTo(description + form));
    }

    @Test
    void shouldRecogniseHtml() {
        ResponseBody html = ResponseBody.create("<html>Jane Doe</html>", MediaType.get("text/html; charset=utf-8"));

        assertThat(AnswerBody.read(html, () -> {})).isEqualTo(new Unreadable("HTML (text/html, length 21)"));
    }

    @Test
    void shouldPassOverWhatTheAtsAddsHoweverOddItIs() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        String odd =
                "{\"" + "n".repeat(100_000) + "\":" + deep + ",\"number\":" + "7".repeat(100_000) + ",\"id\":\"no\"}";

        assertThat(read("{\"data\":{\"remote_data\":" + odd + ",\"id\":\"a1\"},\"status\":\"success\"}"))
                .isInstanceOfSatisfying(
                        SuccessForm.class,
                        success -> assertThat(success.application().id()).isEqualTo("a1"));
    }

    @Test
    void shouldBoundWhatItKeepsAndNeverCutACharacterInHalf() {
        String smile = "🎉".repeat(2_000);
        ErrorForm error = (ErrorForm)
                read("{\"status\":\"error\",\"error\":{\"message\":\"" + smile + "\",\"title\":\"x" + smile + "\"}}");
        SuccessForm success = (SuccessForm) read("{\"status\":\"success\",\"data\":{},\"warnings\":["
                + ("{\"message\":\"" + smile + "\"},").repeat(59) + "{\"message\":\"last\"}]}");

        assertThat(List.of(String.valueOf(error.message()), String.valueOf(error.title())))
                .allSatisfy(text -> {
                    assertThat(text)
                            .hasSizeBetween(990, AnswerBody.MESSAGE_CHARS)
                            .endsWith("🎉…");
                    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text))
                            .isTrue();
                });
        assertThat(success.warnings()).hasSize(AnswerBody.WARNINGS + 1).last().isEqualTo("… and 10 more");
        assertThat(success.warnings())
                .allSatisfy(warning -> assertThat(warning).hasSizeLessThanOrEqualTo(AnswerBody.WARNING_CHARS));
    }

    @Test
    void shouldReadASuccessWhoseOwnDataIsLarge() {
        String large = "{\"status\":\"success\",\"data\":{\"remote_data\":\"" + "x".repeat(3_000_000)
                + "\",\"id\":\"a1\"},\"warnings\":[]}";
        String tooLarge = large.replace("x\",", "x".repeat(2_000_000) + "\",");

        assertThat(read(large))
                .isInstanceOfSatisfying(
                        SuccessForm.class,
                        success -> assertThat(success.application().id()).isEqualTo("a1"));
        assertThat(gaveUp).isFalse();
        assertThat(read(tooLarge))
                .isEqualTo(new Unreadable(
                        "longer than the 4194304 bytes that are read (application/json, length 5000069), with the words"
                                + " status success"));
        assertThat(gaveUp).isTrue();
    }

    private Body read(String text) {
        return AnswerBody.read(ResponseBody.create(text, MediaType.get("application/json")), () -> gaveUp = true);
    }
}
