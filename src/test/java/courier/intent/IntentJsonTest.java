package courier.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentJsonTest {

    private static final String IDS = "'intent_id': 'i', 'integration_id': 'workday:abc', 'job_id': 'j'";
    private static final String CANDIDATE =
            "'candidate': {'first_name': 'Ada', 'last_name': 'Löw', 'email_address': 'ada@example.com'}";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            'stage_id': null                                          | /application/stage_id            | null
            'stage_id': 5                                             | /application/stage_id            | type
            'stage_id': 'a', 'stage_id': 'b'                          | /application/stage_id            | duplicate
            'stage_id': 'planted-\\ud800'                             | /application/stage_id            | unicode
            'stageId': 'planted-secret'                               | /application/stageId             | unknown
            'a/b~c': 1                                                | /application/a~1b~0c             | unknown
            'remote_fields': 'planted-secret'                         | /application/remote_fields       | type
            'remote_fields': [1]                                      | /application/remote_fields       | type
            'remote_fields': {'x': {'y': 1, 'y': 2}}                  | /application/remote_fields/x/y   | duplicate
            'remote_fields': {'x': 1e99999999999}                     | /application/remote_fields/x     | precision
            'attachments': {}                                         | /application/attachments         | type
            'attachments': ['planted-secret']                         | /application/attachments/0       | type
            'attachments': [{'type': 'CV'}]                           | /application/attachments/0/name  | required
            'attachments': [{'name': 'a', 'type': 'CV', 'data': 'planted secret'}]              | /application/attachments/0/data | base64
            'attachments': [{'name': 'a', 'type': 'CV', 'data': null}]                          | /application/attachments/0/data | null
            'attachments': [{'name': 'a', 'type': 'CV', 'data': 'QQ==', 'blob': {'uri': 'x'}}]  | /application/attachments/0      | one-of
            'attachments': [{'name': 'a', 'type': 'CV', 'blob': {}}]                            | /application/attachments/0/blob/uri | required
            'attachments': [{'name': 'a', 'type': 'CV', 'blob': {'uri': 'x', 'size_bytes': 1.5}}] | /application/attachments/0/blob/size_bytes | type
            'attachments': [{'name': 'a', 'type': 'CV', 'blob': {'uri': 'x', 'size_bytes': 9223372036854775808}}] | /application/attachments/0/blob/size_bytes | range
            'attachments': [{'name': 'a', 'type': 'CV', 'blob': {'uri': 'x', 'sha-256': 'y'}}]  | /application/attachments/0/blob/sha-256 | unknown
            'screening_question_answers': [{'question_id': 'q', 'answer': null}]                | /application/screening_question_answers/0/answer | null
            'screening_question_answers': [{'question_id': 'q'}]                                | /application/screening_question_answers/0/answer | required
            'screening_question_answers': [{'question_id': 'q', 'answer': [1]}]                 | /application/screening_question_answers/0/answer/0 | type
            'screening_question_answers': [{'question_id': 'q', 'answer': 0.12345678901234567}] | /application/screening_question_answers/0/answer | precision
            'screening_question_answers': [{'question_id': 'q', 'answer': 100000000000000000001}] | /application/screening_question_answers/0/answer | precision
            'screening_question_answers': [{'question_id': 'q', 'answer': 1e400}]               | /application/screening_question_answers/0/answer | precision
            """)
    void shouldSayWhatAvroCannotCarry(String part, String pointer, String rule) {
        List<Violation> violations = refused("{" + IDS + ", 'application': {" + CANDIDATE + ", " + part + "}}");

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.message()).isNotBlank().doesNotContain("planted");
        });
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            'generation': 'planted'      | /generation       | type
            'generation': 1.5            | /generation       | type
            'generation': 9999999999     | /generation       | range
            'expires_at': 'planted'      | /expires_at       | date-time
            'expires_at': '2026-01-31'   | /expires_at       | date-time
            'expires_at': '+900000000-01-01T00:00:00Z' | /expires_at | date-time
            'expires_at': 17             | /expires_at       | type
            'resubmit_unknown': 'yes'    | /resubmit_unknown | type
            'replaces': null             | /replaces         | null
            'expiresat': 'x'             | /expiresat        | unknown
            """)
    void shouldSayWhatIsWrongAroundTheApplication(String part, String pointer, String rule) {
        List<Violation> violations = refused("{" + IDS + ", " + part + ", 'application': {" + CANDIDATE + "}}");

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.message()).doesNotContain("planted");
        });
    }

    @Test
    void shouldFindEverythingAtOnce() {
        List<Violation> violations = refused(
                "{'intentid': 'i', 'job_id': 7, 'job_id': 8, 'application': {'candidate': {'first_name': 1}, 'stage_id': null}}");

        assertThat(violations)
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactlyInAnyOrder(
                        "/job_id duplicate",
                        "/intent_id required",
                        "/integration_id required",
                        "/job_id type",
                        "/intentid unknown",
                        "/application/stage_id null",
                        "/application/candidate/first_name type",
                        "/application/candidate/last_name required",
                        "/application/candidate/email_address required");
    }

    @Test
    void shouldSuggestTheNameThatWasProbablyMeant() {
        assertThat(refused("{" + IDS + ", 'expiresAt': 'x', 'application': {" + CANDIDATE + "}}"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("did you mean expires_at?"));
        assertThat(refused("{" + IDS + ", 'application': {" + CANDIDATE + ", 'qqqqqqqq': 1}}"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("known here are")
                        .contains("stage_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "planted-secret",
                "{'intent_id': planted}",
                "{'a': 1",
                "{} {}",
                "[]",
                "'planted'",
                "17",
                "{'a': 'pla\u0000nted'}"
            })
    void shouldRefuseWhatIsNoJsonObject(String json) {
        assertThat(refused(json))
                .isNotEmpty()
                .allSatisfy(violation ->
                        assertThat(violation.message()).isNotBlank().doesNotContain("planted"));
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        byte[] latin = "{\"intent_id\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(IntentJson.parse(latin, Path.of("."))).isInstanceOf(IntentJson.Parsed.Refused.class);
    }

    @Test
    void shouldKeepIntegersAndDoublesApart() {
        Intent intent = understood("'screening_question_answers': [{'question_id': 'q', 'answer': 5},"
                + " {'question_id': 'q', 'answer': 5.0}, {'question_id': 'q', 'answer': 100000000000000000000}]");

        assertThat(intent.application().toString()).contains("\"answer\":5}", "\"answer\":5.0}", "\"answer\":1.0E20}");
    }

    @Test
    void shouldResolveRelativeFilesAgainstTheDirectoryOfTheJson() {
        Path base = Path.of("target", "a folder");
        Intent intent = understood(
                "'attachments': [{'name': 'a', 'type': 'CV', 'blob': {'uri': 'file:files/an%20na.pdf'}},"
                        + " {'name': 'b', 'type': 'CV', 'blob': {'uri': 'file:///srv/b.pdf'}},"
                        + " {'name': 'c', 'type': 'CV', 'blob': {'uri': 's3://b/c'}}],"
                        + "'screening_question_answers': [{'question_id': 'q', 'answer': {'name': 'd', 'blob': {'uri': 'file:d'}}}]",
                base);

        assertThat(intent.application().at("/attachments/0/blob/uri").textValue())
                .isEqualTo(base.resolve("files").resolve("an na.pdf").toUri().toString())
                .startsWith("file:///");
        assertThat(intent.application().at("/attachments/1/blob/uri").textValue())
                .isEqualTo("file:///srv/b.pdf");
        assertThat(intent.application().at("/attachments/2/blob/uri").textValue())
                .isEqualTo("s3://b/c");
        assertThat(intent.application()
                        .at("/screening_question_answers/0/answer/blob/uri")
                        .textValue())
                .isEqualTo(base.resolve("d").toUri().toString());
    }

    @Test
    void shouldReadTheEnvelope() {
        IntentJson.Parsed parsed = parse(
                "{" + IDS + ", 'generation': 2, 'replaces': 'old', 'expires_at': '2026-01-31T09:00:00.1239+01:00',"
                        + " 'resubmit_unknown': true, 'application': {" + CANDIDATE + "}}",
                Path.of("."));

        assertThat(parsed).isInstanceOfSatisfying(IntentJson.Parsed.Understood.class, understood -> {
            Intent intent = understood.intent();
            assertThat(intent.identity()).isEqualTo(new Identity("workday:abc", "i", 2));
            assertThat(intent.jobId()).isEqualTo("j");
            assertThat(intent.replaces()).isEqualTo("old");
            assertThat(intent.expiresAt()).isEqualTo(Instant.parse("2026-01-31T08:00:00.123Z"));
            assertThat(intent.resubmitUnknown()).isTrue();
            assertThat(IntentJson.parse(IntentJson.write(intent), Path.of("."))).isEqualTo(parsed);
        });
    }

    private static Intent understood(String part) {
        return understood(part, Path.of("."));
    }

    private static Intent understood(String part, Path base) {
        return switch (parse("{" + IDS + ", 'application': {" + CANDIDATE + ", " + part + "}}", base)) {
            case IntentJson.Parsed.Understood(Intent intent) -> intent;
            case IntentJson.Parsed.Refused refused ->
                throw new AssertionError(refused.violations().toString());
        };
    }

    private static List<Violation> refused(String json) {
        return switch (parse(json, Path.of("."))) {
            case IntentJson.Parsed.Refused(List<Violation> violations) -> violations;
            case IntentJson.Parsed.Understood understood -> throw new AssertionError("understood: " + understood);
        };
    }

    private static IntentJson.Parsed parse(String json, Path base) {
        return IntentJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), base);
    }
}
