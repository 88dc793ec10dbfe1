package courier.config;

import static courier.config.Load.invalid;
import static courier.config.Load.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading.Invalid;
import courier.config.Loading.Problem;
import courier.config.SettingsLoader.Purpose;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsLoaderTest {

    private static final String KEY = "kombo-secret-123";

    @TempDir
    Path folder;

    @Test
    void shouldRefuseAnUnknownSettingOfAnIntegration() {
        Settings settings = loaded(load(
                "",
                Map.of("COURIER_KOMBO_API_KEY", KEY),
                Map.of("courier.integrations.x:1.limits.slots-per-integration", "3")));
        assertThat(settings.integrations().of("x:1").slots()).isEqualTo(3);
        assertThat(settings.integrations().of("x:2").slots()).isEqualTo(30);

        assertThat(invalid(load(
                                "integrations: {'x:1': {ledger: {start-by: 5s}, limits: {slots-per-integration: 0}}}",
                                Map.of("COURIER_KOMBO_API_KEY", KEY),
                                Map.of()))
                        .problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "integrations.x:1.ledger.start-by", "integrations.x:1.limits.slots-per-integration");
    }

    @Test
    void shouldTakeEveryKeyFromTheEnvironmentAndFromSystemPropertiesByItsName() {
        Keys.all().filter(key -> !key.equals(Keys.API_KEY_FILE)).forEach(key -> {
            String bad = "no\u0000good";

            assertThat(invalid(load("", Map.of(key.variable(), bad), Map.of())).problems())
                    .as(key.name())
                    .anySatisfy(problem -> {
                        assertThat(problem.key()).isEqualTo(key.name());
                        assertThat(problem.origin()).isEqualTo("environment " + key.variable());
                    });
            assertThat(invalid(load("", Map.of(), Map.of("courier." + key.name(), bad)))
                            .problems())
                    .as(key.name())
                    .anySatisfy(problem -> {
                        assertThat(problem.key()).isEqualTo(key.name());
                        assertThat(problem.origin()).isEqualTo("-Dcourier." + key.name());
                    });
        });
    }

    @Test
    void shouldPreferSystemPropertiesToTheEnvironmentAndThatToTheFile() {
        String file = "limits: {slots-per-worker: 1}\nretry: {max-attempts: 1}\nhold: {failures-in-row: 1}\n";

        Settings settings = loaded(load(
                file,
                Map.of(
                        "COURIER_KOMBO_API_KEY", KEY,
                        "COURIER_RETRY_MAX_ATTEMPTS", "2",
                        "COURIER_HOLD_FAILURES_IN_ROW", "2",
                        "COURIER_ATTACHMENTS_FILE_ROOTS", "/x, /y"),
                Map.of("courier.hold.failures-in-row", "3", "hold.failures-in-row", "4")));

        assertThat(settings.limits().slotsPerWorker()).isEqualTo(1);
        assertThat(settings.retry().maxAttempts()).isEqualTo(2);
        assertThat(settings.hold().failuresInRow()).isEqualTo(3);
        assertThat(settings.attachments().fileRoots()).containsExactly(Path.of("/x"), Path.of("/y"));
    }

    @Test
    void shouldLetAListFromAStrongerSourceReplaceTheFilesAsAWhole() {
        Settings settings = loaded(load(
                "attachments:\n  file-roots: [/a, /b, /c]\n",
                Map.of("COURIER_KOMBO_API_KEY", KEY, "COURIER_ATTACHMENTS_FILE_ROOTS", "/x"),
                Map.of()));

        assertThat(settings.attachments().fileRoots()).containsExactly(Path.of("/x"));
    }

    @Test
    void shouldPassSettingsOfOtherLibrariesThroughFromEverySource() {
        Settings settings = loaded(load(
                "kafka: {properties: {security.protocol: PLAINTEXT, client.rack: a}}\n",
                Map.of(
                        "COURIER_KOMBO_API_KEY", KEY,
                        "COURIER_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                        "COURIER_REGISTRY_PROPERTIES_BASIC_AUTH_USER_INFO", "u:p"),
                Map.of("courier.kafka.properties.commit.interval.ms", "50")));

        assertThat(settings.kafka().properties())
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "client.rack", "a", "commit.interval.ms", "50"));
        assertThat(settings.registry().properties()).containsEntry("basic.auth.user.info", "u:p");
    }

    @Test
    void shouldNameAllMistakesAtOnce() {
        Invalid invalid = invalid(load(
                "kafka: {bootstrap.servers: b:1, stream-threads: none}\nledger: {start-by: 500ms}\n",
                Map.of("COURIER_RETRY_MAX_ATTEMPT", "2", "COURIER_HOLD_LIMIT", "72"),
                Map.of("courier.topics.partitions", "0", "courier.x", "y")));

        assertThat(invalid.problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "kafka.bootstrap.servers",
                        "kafka.stream-threads",
                        "ledger.start-by",
                        "COURIER_RETRY_MAX_ATTEMPT",
                        "hold.limit",
                        "topics.partitions",
                        "x",
                        "kombo.api-key");
        assertThat(invalid.text().lines())
                .contains(
                        "ledger.start-by = \"500ms\" (" + folder.resolve("courier.yaml")
                                + "): must be a duration of at least 1s; write a whole number and its unit"
                                + " (ms, s, m, h, d), for example 20s",
                        "COURIER_RETRY_MAX_ATTEMPT (environment): is not the name of a setting;"
                                + " did you mean COURIER_RETRY_MAX_ATTEMPTS?",
                        "kombo.api-key: is missing; set COURIER_KOMBO_API_KEY, or kombo.api-key-file to a file that"
                                + " holds it");
    }

    @Test
    void shouldSuggestTheNameThatWasMeant() {
        assertThat(fixOf("kafka:\n  bootstrap.servers: b:1\n")).isEqualTo("did you mean kafka.bootstrap-servers?");
        assertThat(fixOf("start-by: 5s\n")).isEqualTo("did you mean ledger.start-by?");
        assertThat(fixOf("ledger: {startby: 5s}\n")).isEqualTo("did you mean ledger.start-by?");
        assertThat(fixOf("kafka: {session.timeout.ms: 5}\n"))
                .isEqualTo("settings of another library go below kafka.properties");
        assertThat(fixOf("colour: blue\n")).isEqualTo("leave it out; config/courier.yaml has every key");
    }

    @Test
    void shouldLeaveTheScriptsVariablesAndKubernetesOwnAlone() {
        Settings settings = loaded(load(
                "",
                Map.of(
                        "COURIER_KOMBO_API_KEY", KEY,
                        "COURIER_LOG_LEVEL", "debug",
                        "COURIER_LOG_FORMAT", "json",
                        "COURIER_JAVA_OPTS", "-Xmx1g",
                        "COURIER_JAVA_HOME", "/j",
                        "COURIER_CONFIG", "x.yaml",
                        "COURIER_SERVICE_HOST", "10.0.0.1",
                        "COURIER_SERVICE_PORT_HTTP", "8080",
                        "COURIER_PORT", "tcp://10.0.0.1:8080",
                        "COURIER_PORT_8080_TCP_ADDR", "10.0.0.1"),
                Map.of("kombo.api-key", "ignored")));

        assertThat(settings.kombo().apiKey()).isEqualTo(new Secret(KEY));
    }

    @Test
    void shouldRefuseWhatTheLoggingWouldNotUnderstand() {
        Invalid invalid = invalid(load(
                "",
                Map.of("COURIER_KOMBO_API_KEY", KEY, "COURIER_LOG_FORMAT", "JSON", "COURIER_LOG_LEVEL", "loud"),
                Map.of()));

        assertThat(invalid.text().lines())
                .containsExactly(
                        "COURIER_LOG_FORMAT = \"JSON\" (environment): must be one of plain, json; write one of these, or"
                                + " unset it",
                        "COURIER_LOG_LEVEL = \"loud\" (environment): must be one of trace, debug, info, warn, error,"
                                + " off; write one of these, or unset it");
    }

    @Test
    void shouldRefuseAFileThatWouldBeReadHalf() {
        assertThat(invalid(load("kafka: {}\nledger: {}\nkafka: {}\n", Map.of(), Map.of()))
                        .text())
                .contains("a name is written twice in line 3");
        assertThat(invalid(load("- kafka\n", Map.of(), Map.of())).text()).contains("must hold sections with keys");
        assertThat(invalid(SettingsLoader.load(new Sources(folder.resolve("none"), Map.of(), Map.of()), Purpose.TOPICS))
                        .text())
                .contains("cannot be read (NoSuchFileException)");
    }

    private String fixOf(String yaml) {
        return invalid(load(yaml, Map.of("COURIER_KOMBO_API_KEY", KEY), Map.of()))
                .problems()
                .getFirst()
                .fix();
    }

    private Loading load(String yaml, Map<String, String> environment, Map<String, String> properties) {
        return Load.load(folder, yaml, environment, properties);
    }
}
