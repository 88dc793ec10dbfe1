package courier.submission.kombo;

import static courier.submission.kombo.Calls.http;
import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import courier.outcome.Application;
import courier.outcome.Verdict;
import courier.submission.verdict.Body;
import courier.submission.verdict.Body.ErrorForm;
import courier.submission.verdict.Body.SuccessForm;
import courier.submission.verdict.History;
import courier.submission.verdict.Reply.Answer;
import courier.submission.verdict.Verdicts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer that Kombo's schemas allow is understood, and whatever else comes is told without a word of it. */
final class AnswerContractTest {

    /** In the middle of everything that cannot be read here, as if it echoed the request. */
    private static final String PLANTED = "Jane Planted jane.planted@example.com +45 502 404";

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void shouldReadEverySuccessThatTheSchemaAllows(@ForAll("successes") ObjectNode success) {
        assertThat(problems(SampleAnswers.RESPONSE, success)).isEmpty();

        assertThat(read(success)).isEqualTo(expected(success));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void shouldReadTheSuccessesOfALaterKombo(@ForAll("laterSuccesses") ObjectNode success) {
        assertThat(read(success)).isEqualTo(expected(success));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void shouldReadEveryErrorOfNowAndLater(@ForAll("errors") ObjectNode error) {
        JsonNode given = error.path("error");

        assertThat(read(error))
                .isEqualTo(new ErrorForm(
                        text(given, "code"), text(given, "title"), text(given, "message"), text(given, "log_url")));
    }

    @Provide
    Arbitrary<ObjectNode> successes() {
        // the schema's own trap: outcome may be null, and its enum does not list it
        return Arbitraries.randomValue(random -> SampleAnswers.of(SampleAnswers.RESPONSE, random))
                .filter(answer -> !answer.at("/data/outcome").isNull());
    }

    @Provide
    Arbitrary<ObjectNode> laterSuccesses() {
        return Arbitraries.randomValue(random -> SampleAnswers.later(SampleAnswers.RESPONSE, random));
    }

    @Provide
    Arbitrary<ObjectNode> errors() {
        return Arbitraries.randomValue(random -> random.nextBoolean()
                ? SampleAnswers.of(SampleAnswers.ERROR, random)
                : SampleAnswers.later(SampleAnswers.ERROR, random));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 OK          | application/json   | UTF-8      | ``                                                   | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | `  `                                                 | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | text/html          | UTF-8      | <html><title>@</title>Error</html>                   | Doubt ANSWER_UNREADABLE UNKNOWN
            502 Bad Gateway | text/html          | ISO-8859-1 | <html><!-- @ --><h1>502 Bad Gateway</h1>@ nginx@     | Doubt HTTP_SERVER_ERROR UNKNOWN
            503 Away        | text/plain         | UTF-8      | upstream connect error for @                         | Retry HTTP_SERVICE_UNAVAILABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | {"status":"success","data":{"id":"@                  | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | {"status":"success","data":{"id":"@"},"warnings":[   | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | "@"                                                  | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | ["@"]                                                | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | 17                                                   | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | {"status":"success","data":"@"}                      | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | {"@":"@","error":"@"}                                | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/json   | UTF-8      | {"status":true,"data":{"id":"@"}}                    | Doubt ANSWER_UNREADABLE UNKNOWN
            400 Bad Request | application/json   | UTF-8      | {"message":"Invalid request for @"}                  | Reject HTTP_CLIENT_ERROR REFUSED
            500 Oops        | application/json   | UTF-8      | {"status":"error","error":["@"]}                     | Doubt HTTP_SERVER_ERROR UNKNOWN
            200 OK          | application/json   | ISO-8859-1 | {"status":"success","data":{"id":"ÿþ @"}}            | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | application/pdf    | UTF-8      | %PDF-1.7 @                                           | Doubt ANSWER_UNREADABLE UNKNOWN
            200 OK          | @                  | UTF-8      | Jane                                                 | Doubt ANSWER_UNREADABLE UNKNOWN
            """)
    void shouldTellWithoutAWordOfItWhatFitsNeitherForm(
            String status, String type, Charset charset, String body, String expected) throws IOException {
        String answer = http(
                status,
                "Content-Type: " + type.replace("@", PLANTED) + "\r\n",
                new String(body.replace("@", PLANTED).getBytes(charset), StandardCharsets.ISO_8859_1));
        try (RawServer server = RawServer.answering(answer);
                KomboClient client = Calls.client(server.baseUrl())) {
            Answer reply = (Answer) post(client);

            assertThat(verdict(reply)).isEqualTo(expected);
            assertWithoutPersonalData(reply);
        }
    }

    @ParameterizedTest
    @CsvSource({"50000000, 200 OK", "50000000, 502 Bad Gateway", "-1, 200 OK"})
    void shouldReadABoundedPartOfAnEndlessAnswerThatIsNoJson(long length, String status) throws IOException {
        byte[] chunk = ("<p>" + PLANTED + " Bad Gateway</p>").repeat(2_000).getBytes(StandardCharsets.UTF_8);
        long[] written = {0};
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n"
                            + (length < 0 ? "Connection: close" : "Content-Length: " + length) + "\r\n\r\n");
                    while (written[0] < 50_000_000) {
                        connection.write(chunk);
                        written[0] += chunk.length;
                    }
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Answer reply = (Answer) post(client);

            assertThat(reply.body()).isInstanceOf(Body.Unreadable.class);
            assertWithoutPersonalData(reply);
            assertThat(written[0]).isLessThan(25_000_000);
        }
    }

    private static void assertWithoutPersonalData(Answer reply) {
        Verdict verdict = Verdicts.STANDARD.of(reply, History.CLEAN);
        assertThat(reply + " " + verdict)
                .contains("Unreadable")
                .doesNotContainIgnoringCase("planted")
                .doesNotContainIgnoringCase("jane")
                .doesNotContain("example.com", "+45");
    }

    private static Body expected(ObjectNode success) {
        JsonNode data = success.path("data");
        List<String> warnings = new ArrayList<>();
        success.path("warnings").forEach(warning -> {
            if (!warning.path("message").asText().isBlank()) {
                warnings.add(warning.path("message").asText());
            }
        });
        return new SuccessForm(
                new Application(
                        text(data, "id"),
                        text(data, "remote_id"),
                        text(data, "remote_url"),
                        text(data, "candidate_id"),
                        text(data, "job_id"),
                        text(data, "current_stage_id"),
                        text(data, "outcome"),
                        text(data, "remote_created_at")),
                warnings);
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).textValue();
    }

    private static Body read(JsonNode body) {
        return AnswerBody.read(ResponseBody.create(body.toString(), MediaType.get("application/json")), () -> {});
    }

    private static List<?> problems(JsonNode schema, JsonNode body) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(body);
    }
}
