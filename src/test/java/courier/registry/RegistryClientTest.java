package courier.registry;

import static courier.registry.FakeRegistry.error;
import static courier.registry.FakeRegistry.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import courier.registry.FakeRegistry.Reaction;
import courier.registry.FakeRegistry.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryClientTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("sample.Thing").fields().requiredString("name").endRecord();
    private static final Reaction SCHEMA_BY_ID = json(200, "{\"schema\":" + quoted(SCHEMA.toString()) + "}");

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldAskForASchemaOnce() {
        registry.answer(SCHEMA_BY_ID);
        try (RegistryClient client = client(registry.properties())) {
            assertThat(client.schema(7)).isEqualTo(SCHEMA);
            assertThat(client.schema(7)).isEqualTo(SCHEMA);
        }

        assertThat(registry.journal()).extracting(Request::path).containsExactly("/schemas/ids/7");
    }

    @Test
    void shouldRegisterOnceAndEscapeTheSubject() {
        registry.answer(json(200, "{\"id\":12}"));
        try (RegistryClient client = client(with("normalize.schemas", "true"))) {
            assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(12);
            assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(12);
        }

        assertThat(registry.journal()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/subjects/a%20b%2Fc-value/versions?normalize=true");
            assertThat(request.body()).isEqualTo("{\"schema\":" + quoted(SCHEMA.toString()) + "}");
        });
    }

    @Test
    void shouldResolveSchemasThatReferToOthers() {
        registry.answer(request -> switch (request.path()) {
            case "/schemas/ids/3" -> json(200, """
                        {"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"Outer\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"x.Inner\\"}]}",
                         "references":[{"name":"x.Inner","subject":"inner","version":2}]}""");
            case "/subjects/inner/versions/2" ->
                json(200, "{\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"x.Inner\\\",\\\"size\\\":4}\"}");
            default -> error(404, 404, "no");
        });
        try (RegistryClient client = client(registry.properties())) {
            assertThat(client.schema(3).getField("a").schema().getFullName()).isEqualTo("x.Inner");
        }
    }

    @Test
    void shouldBlameTheRecordOnlyForTheRegistrysOwnWordThatAnIdIsUnknown() {
        registry.answer(error(404, 40403, "Schema 9 not found"));
        try (RegistryClient client = client(registry.properties())) {
            assertThatThrownBy(() -> client.schema(9))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("schema id 9");
        }
    }

    @Test
    void shouldTellAnIncompatibleSchemaFromAnInvalidOne() {
        try (RegistryClient client = client(registry.properties())) {
            registry.answer(error(409, 409, "reader field gone"));
            assertThatThrownBy(() -> client.register("s", SCHEMA))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("incompatible")
                    .hasMessageContaining("reader field gone");

            registry.answer(error(422, 42201, "bad"));
            assertThatThrownBy(() -> client.register("s", SCHEMA))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("refuses");

            registry.answer(json(200, "{\"id\":5}"));
            assertThat(client.register("s", SCHEMA)).isEqualTo(5);
        }
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                Arguments.of(json(500, "{\"error_code\":50001,\"message\":\"store\"}"), "answers 500", 3),
                Arguments.of(json(503, "<html>maintenance</html>"), "answers 503", 3),
                Arguments.of(json(429, ""), "answers 429", 3),
                Arguments.of(json(408, ""), "answers 408", 3),
                Arguments.of(json(401, "{\"error_code\":401,\"message\":\"who\"}"), "basic.auth", 1),
                Arguments.of(json(403, ""), "permissions", 1),
                Arguments.of(json(404, "{\"error_code\":404,\"message\":\"HTTP 404\"}"), "check the path", 1),
                Arguments.of(json(404, "<html>nothing here</html>"), "check the path", 1),
                Arguments.of(json(405, ""), "check the path", 1),
                Arguments.of(
                        new Reaction.Page(302, "", Map.of("Location", "http://127.0.0.1/login")), "check the path", 1),
                Arguments.of(json(200, "<html>please log in</html>"), "is it a registry", 1),
                Arguments.of(json(200, "[]"), "is it a registry", 1));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldCallAnythingElseAnOutage(Reaction reaction, String hint, int rounds) {
        registry.answer(reaction);
        try (RegistryClient client = client(registry.properties())) {
            assertThatThrownBy(() -> client.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(hint)
                    .hasMessageContaining(registry.url())
                    .satisfies(
                            e -> assertThat(RegistryFailures.isUnavailable(e)).isTrue());
        }
        assertThat(registry.journal()).hasSize(rounds);
    }

    @Test
    void shouldCallACutConnectionAnOutage() {
        registry.answer(new Reaction.Cut());
        try (RegistryClient client = client(registry.properties())) {
            assertThatThrownBy(() -> client.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
        }
        // not a number of requests: the JDK's client repeats a GET by itself when a kept connection breaks
    }

    @Test
    void shouldCallAnAnswerWithoutASchemaAnOutage() {
        registry.answer(json(200, "{\"status\":\"UP\"}"));
        try (RegistryClient client = client(registry.properties())) {
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> client.register("s", SCHEMA)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void shouldNotWaitForABodyThatNeverEnds() {
        registry.answer(new Reaction.Hang());
        Map<String, Object> properties = with("http.read.timeout.ms", "200");
        properties.put("max.retries", "0");
        try (RegistryClient client = client(properties)) {
            assertThatThrownBy(() -> client.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("within 200 ms");
        }
    }

    @Test
    void shouldNotReadAnAnswerWithoutEnd() {
        registry.answer(json(200, "{\"schema\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}"));
        try (RegistryClient client = client(with("max.retries", "0"))) {
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void shouldGoToTheNextAddressAndStayThere() {
        registry.answer(SCHEMA_BY_ID);
        try (FakeRegistry broken = new FakeRegistry();
                RegistryClient client = client(FakeRegistry.properties(broken.url() + ", " + registry.url() + "/"))) {
            assertThat(client.schema(1)).isEqualTo(SCHEMA);
            assertThat(client.schema(2)).isEqualTo(SCHEMA);
            assertThat(broken.journal()).hasSize(1);
        }
    }

    @Test
    void shouldFailAtOnceForAWhileAfterAnOutageAndThenRecover() {
        registry.answer(json(503, ""));
        Map<String, Object> properties = with("retries.max.wait.ms", "1500");
        properties.put("max.retries", "1");
        try (RegistryClient client = client(properties)) {
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
            registry.answer(SCHEMA_BY_ID);
            assertThatThrownBy(() -> client.schema(1)).hasMessageContaining("a moment ago");
            assertThat(registry.journal()).hasSize(2);

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(RegistryUnavailableException.class)
                    .untilAsserted(() -> assertThat(client.schema(1)).isEqualTo(SCHEMA));
        }
    }

    @Test
    void shouldStopWaitingWhenInterrupted() throws InterruptedException {
        registry.answer(new Reaction.Hang());
        Map<String, Object> properties = with("http.read.timeout.ms", "60000");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (RegistryClient client = client(properties)) {
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    client.schema(1);
                } catch (InterruptException e) {
                    thrown.set(e);
                }
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !registry.journal().isEmpty());
            asking.interrupt();
            assertThat(asking.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(thrown.get()).isInstanceOf(InterruptException.class);
        assertThat(RegistryFailures.isUnavailable(thrown.get())).isTrue();
    }

    @Test
    void shouldSendCredentialsAndNeverPrintThem() {
        registry.answer(json(401, ""));
        String withUser = "http://ann:s%23cret@127.0.0.1:" + registry.port();
        Map<String, Object> fromInfo = FakeRegistry.properties(withUser);
        fromInfo.put("basic.auth.credentials.source", "USER_INFO");
        fromInfo.put("basic.auth.user.info", "bob:hidden");
        Map<String, Object> bearer = with("bearer.auth.credentials.source", "STATIC_TOKEN");
        bearer.put("bearer.auth.token", "tok-1");

        for (Map<String, Object> properties : List.of(FakeRegistry.properties(withUser), fromInfo, bearer)) {
            RegistryConfig config = RegistryConfig.of(properties, false);
            try (RegistryClient client = new RegistryClient(config)) {
                assertThatThrownBy(() -> client.schema(1))
                        .isInstanceOf(RegistryUnavailableException.class)
                        .satisfies(e -> assertThat(e + " " + config)
                                .doesNotContain("ann", "cret", "bob", "hidden", "tok-1", base64("bob:hidden")));
            }
        }
        assertThat(registry.journal())
                .extracting(Request::authorization)
                .containsExactly("Basic " + base64("ann:s#cret"), "Basic " + base64("bob:hidden"), "Bearer tok-1");
    }

    @Test
    void shouldSayThatAForeignSchemaTypeIsTheRecordsFault() {
        registry.answer(json(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"));
        try (RegistryClient client = client(registry.properties())) {
            assertThatThrownBy(() -> client.schema(1))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("JSON")
                    .satisfies(
                            e -> assertThat(RegistryFailures.isUnavailable(e)).isFalse());
        }
    }

    private RegistryClient client(Map<String, ?> properties) {
        return new RegistryClient(RegistryConfig.of(properties, false));
    }

    private Map<String, Object> with(String key, String value) {
        Map<String, Object> properties = new HashMap<>(registry.properties());
        properties.put(key, value);
        return properties;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }
}
