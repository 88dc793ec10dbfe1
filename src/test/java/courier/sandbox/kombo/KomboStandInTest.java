package courier.sandbox.kombo;

import static courier.sandbox.kombo.Caller.INTEGRATION;
import static courier.sandbox.kombo.Caller.KEY;
import static courier.sandbox.kombo.Caller.application;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import courier.sandbox.kombo.Caller.Reply;
import courier.sandbox.kombo.Post.Fate;
import courier.sandbox.kombo.behaviour.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the stand-in checks, answers and remembers. How it misbehaves: {@link BehaviourTest}. */
class KomboStandInTest {
    private static final String JOURNAL = "folder-to-be-made/journal.jsonl";

    private static final String SHA256_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path directory;

    private final Contract contract = new Contract();
    private KomboStandIn standIn;
    private Caller caller;

    @BeforeEach
    void start() {
        standIn = KomboStandIn.start(StandInSettings.with(KEY)
                .knowing(Set.of(INTEGRATION, "greenhouse:other"))
                .writing(directory.resolve(JOURNAL)));
        caller = Caller.of(standIn);
    }

    @AfterEach
    void stop() {
        caller.close();
        standIn.close();
    }

    @Test
    void shouldCreateAnApplicationAndAnswerAsTheResponseSchemaSays() throws IOException {
        // Given
        ObjectNode application = application("frank");

        // When
        Reply reply = caller.apply("H77fDF8uvEzGNPRubiz5DvQ7", application);

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(contract.problemsOfResponse(reply.json())).isEmpty();
        assertThat(reply.json()
                        .at("/data/candidate/email_addresses/0/email_address")
                        .asText())
                .isEqualTo("frank@example.com");
        assertThat(reply.json().at("/data/job_id").asText()).isEqualTo("H77fDF8uvEzGNPRubiz5DvQ7");
        Post post = standIn.journal().postsOf("frank").getFirst();
        assertThat(post.created()).isTrue();
        assertThat(post.fate()).isEqualTo(Fate.ANSWERED);
        assertThat(post.integration()).isEqualTo(INTEGRATION);
        assertThat(post.protocol()).isEqualTo("HTTP/2.0");
        assertThat(post.inFlight()).isEqualTo(1);
        assertThat(post.applicationId()).isEqualTo(reply.json().at("/data/id").asText());
        assertThat(post.bodyBytes()).isEqualTo(application.toString().length());
    }

    @Test
    void shouldTakeDatesWithoutATimeAsThePatternAllows() throws IOException {
        ObjectNode application = application("frank");
        ((ObjectNode) application.get("candidate")).put("availability_date", "2021-01-01");

        Reply reply = caller.apply("job", application);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void shouldDecodeTheJobAsOneSegmentOfThePath() throws IOException {
        Reply reply = caller.apply("remote%3Aa%2Fb%20c+d", application("frank"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/data/job/remote_id").asText()).isEqualTo("a/b c+d");
        assertThat(standIn.journal().posts().getFirst().job()).isEqualTo("remote:a/b c+d");
        assertThat(caller.apply("a/b", application("frank")).status()).isEqualTo(404);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                invalid("no candidate", body -> body.remove("candidate")),
                invalid("no e-mail", body -> ((ObjectNode) body.get("candidate")).remove("email_address")),
                invalid("wrong type", body -> body.put("stage_id", 7)),
                invalid(
                        "wrong enum",
                        body -> body.putArray("attachments").addObject().put("type", "SELFIE")),
                invalid("data and data_url", body -> attachment(body).put("data_url", "http://127.0.0.1:1/cv.pdf")),
                invalid("neither data nor data_url", body -> attachment(body).remove("data")),
                invalid("data without content_type", body -> attachment(body).remove("content_type")),
                invalid("not Base64", body -> attachment(body).put("data", "!")),
                invalid("unreachable data_url", body -> {
                    attachment(body)
                            .put("data_url", "http://127.0.0.1:1/cv.pdf")
                            .remove("data");
                }),
                invalid(
                        "FILE answer without data",
                        body -> body.putArray("screening_question_answers")
                                .addObject()
                                .put("question_id", "q")
                                .putObject("answer")
                                .put("name", "cv.pdf")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void shouldRefuseABodyThatBreaksTheContract(String what, Consumer<ObjectNode> breaking) throws IOException {
        ObjectNode application = application("frank");
        breaking.accept(application);

        Reply reply = caller.apply("job", application);

        assertThat(reply.status()).as(what).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("PLATFORM.INPUT_INVALID");
        assertThat(contract.problemsOfError(reply.json())).isEmpty();
        Post post = standIn.journal().posts().getFirst();
        assertThat(post.created()).isFalse();
        assertThat(post.remarks()).isNotEmpty();
    }

    @Test
    void shouldCheckOneBodyInSoManyWhereItIsTold() throws IOException {
        ObjectNode application = application("frank");
        application.remove("candidate");
        assertThat(caller.control("PUT", "checks", "{\"one_in\": 2}").status()).isEqualTo(200);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(caller.apply("job", application).status());
        }

        assertThat(statuses).containsExactly(400, 200, 400, 200);
        assertThat(caller.control("PUT", "checks", "{}").status()).isEqualTo(400);
    }

    @Test
    void shouldRefuseWhatIsNotJson() throws IOException {
        for (String body : List.of("", "{", "{} {}", "{\"candidate\":1,\"candidate\":2}")) {
            assertThat(caller.send(caller.applying("job", body).build()).code()).isEqualTo("PLATFORM.INPUT_INVALID");
        }
    }

    @Test
    void shouldRefuseHeadersThatAreNotInOrder() throws IOException {
        var request = caller.applying("job", application("frank").toString()).build();

        Reply wrongKey = caller.send(
                request.newBuilder().header("Authorization", "Bearer wrong").build());
        Reply noIntegration = caller.send(
                request.newBuilder().removeHeader("X-Integration-Id").build());
        Reply unknownIntegration = caller.send(request.newBuilder()
                .header("X-Integration-Id", "workday:unknown")
                .build());

        assertThat(wrongKey.status()).isEqualTo(401);
        assertThat(wrongKey.code()).isEqualTo("PLATFORM.AUTHENTICATION_INVALID");
        assertThat(noIntegration.code()).isEqualTo("PLATFORM.INPUT_INVALID");
        assertThat(unknownIntegration.status()).isEqualTo(404);
        assertThat(unknownIntegration.code()).isEqualTo("PLATFORM.INTEGRATION_NOT_FOUND");
        assertThat(standIn.journal().postsOf("frank"))
                .hasSize(3)
                .allMatch(post -> !post.created() && post.fate() == Fate.REFUSED);
    }

    @Test
    void shouldTakeInWhatIsAttachedAndWhatIsToBeDownloaded() throws IOException {
        // Given
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        files.createContext("/cv.txt", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(UTF_8));
            exchange.close();
        });
        files.start();
        ObjectNode application = application("frank");
        attachment(application);
        application
                .withArray("attachments")
                .addObject()
                .put("name", "cv.txt")
                .put("type", "OTHER")
                .put("data_url", "http://127.0.0.1:" + files.getAddress().getPort() + "/cv.txt");

        // When
        Reply reply = caller.apply("job", application);
        files.stop(0);

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(standIn.journal().posts().getFirst().attachments())
                .containsExactly(
                        new Post.Attachment("/attachments/0", "data", 5, SHA256_OF_HELLO),
                        new Post.Attachment("/attachments/1", "data_url", 5, SHA256_OF_HELLO));
    }

    @Test
    void shouldShowSecondApplicationsUnlessToldToRefuseThem() throws IOException {
        assertThat(caller.apply("job", application("frank")).status()).isEqualTo(200);
        assertThat(caller.apply("job", application("frank")).status()).isEqualTo(200);
        assertThat(standIn.journal().createdMoreThanOnce()).containsOnlyKeys(INTEGRATION + "/frank");

        standIn.behaviours().byDefault(Behaviour.WELL.refusingSecond());

        assertThat(caller.apply("job", application("frank")).code()).isEqualTo("ATS.APPLICATION_ALREADY_EXISTS");
        assertThat(caller.apply("other-job", application("frank")).status()).isEqualTo(200);
    }

    @Test
    void shouldSearchWhatWasCreatedPageByPage() throws IOException {
        // Given
        for (String job : List.of("a", "b", "a", "a")) {
            assertThat(caller.apply(job, application("frank")).status()).isEqualTo(200);
        }

        // When
        JsonNode first = caller.search("job_ids=a&page_size=2").json().get("data");
        JsonNode second = caller.search(
                        "job_ids=a&page_size=2&cursor=" + first.get("next").asText())
                .json()
                .get("data");

        // Then
        assertThat(first.get("results")).hasSize(2);
        assertThat(second.get("results")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(first.at("/results/0/candidate/email_addresses/0/email_address")
                        .asText())
                .isEqualTo("frank@example.com");
        assertThat(caller.search("job_remote_ids=remote-b").json().at("/data/results"))
                .hasSize(1);
        assertThat(caller.search("remote_created_after=2999-01-01T00:00:00Z")
                        .json()
                        .at("/data/results"))
                .isEmpty();
        assertThat(caller.search("updated_after=2020-01-01T00:00:00Z").json().at("/data/results"))
                .hasSize(4);
        assertThat(caller.search("page_size=251").code()).isEqualTo("PLATFORM.INPUT_INVALID");
        assertThat(caller.search("job_idz=a").code()).isEqualTo("PLATFORM.INPUT_INVALID");
    }

    @Test
    void shouldKeepAJournalThatOutlivesIt() throws IOException {
        assertThat(caller.apply("job", application("frank")).status()).isEqualTo(200);
        assertThat(caller.apply("job", application("jane")).status()).isEqualTo(200);

        Reply lines = caller.control("GET", "journal", "");
        JsonNode stats = caller.control("GET", "stats", "").json();

        assertThat(lines.body().lines()).hasSize(2);
        assertThat(Json.MAPPER.readValue(lines.body().lines().toList().get(1), Post.class))
                .isEqualTo(standIn.journal().posts().get(1));
        assertThat(Journal.read(directory.resolve(JOURNAL)))
                .isEqualTo(standIn.journal().posts());
        assertThat(stats.get("posts").asInt()).isEqualTo(2);
        assertThat(stats.get("created").asInt()).isEqualTo(2);
        assertThat(stats.at("/in_flight").get(INTEGRATION).asInt()).isZero();
        assertThat(stats.at("/max_in_flight").get(INTEGRATION).asInt()).isEqualTo(1);
    }

    private static Arguments invalid(String what, Consumer<ObjectNode> breaking) {
        return Arguments.of(what, breaking);
    }

    private static ObjectNode attachment(ObjectNode application) {
        return application
                .withArray("attachments")
                .addObject()
                .put("name", "cv.txt")
                .put("type", "CV")
                .put("content_type", "text/plain")
                .put("data", Base64.getEncoder().encodeToString("hello".getBytes(UTF_8)));
    }
}
