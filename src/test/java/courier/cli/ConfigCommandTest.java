package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.config.Sources;
import courier.ops.ExitCode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {

    private static final String FILE = """
            kafka:
              application-id: of-the-file
              properties:
                num.standby.replicas: 1
                consumer.sasl.jaas.config: jaas-secret
                consumer.max.poll.records: 50
                interceptor.of.somebody: unknown-secret
            registry:
              properties:
                schema.registry.url: https://user:url-secret@registry
                basic.auth.user.info: info-secret
            retry:
              max-attempts: 7
            integrations:
              "workday:abc": {limits: {slots-per-integration: 3}}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldTellEachSettingWithItsOrigin() throws IOException {
        assertThat(run(
                        Map.of("COURIER_HOLD_LIMIT", "5h", "COURIER_KOMBO_API_KEY", "key-secret"),
                        Map.of("courier.retry.max-attempts", "8"),
                        "config",
                        "-c",
                        file(FILE)))
                .isZero();

        String yaml = Pattern.quote(folder.resolve("c.yaml").toString());
        assertThat(out.toString())
                .containsPattern("(?m)^SETTING +VALUE +FROM$")
                .containsPattern("(?m)^kafka.application-id +of-the-file +" + yaml + "$")
                .containsPattern("(?m)^retry.max-attempts +8 +-Dcourier.retry.max-attempts$")
                .containsPattern("(?m)^hold.limit +5h +environment COURIER_HOLD_LIMIT$")
                .containsPattern("(?m)^hold.probe-interval +1m +default$")
                .containsPattern("(?m)^kafka.properties.num.standby.replicas +1 +" + yaml + "$")
                .containsPattern("(?m)^integrations.workday:abc.limits.slots-per-integration +3 +" + yaml + "$")
                .containsPattern("(?m)^attachments.s3-region +default: .+$");
    }

    @Test
    void shouldShowNoSecretNorWhatMayBeOne() throws IOException {
        assertThat(run(Map.of("COURIER_KOMBO_API_KEY", "key-secret"), Map.of(), "config", "-c", file(FILE)))
                .isZero();

        assertThat(out.toString())
                .doesNotContain("secret")
                .containsPattern("(?m)^kombo.api-key +\\*{3} +environment COURIER_KOMBO_API_KEY$")
                .containsPattern("(?m)^kafka.properties.consumer.sasl.jaas.config +\\*{3} ")
                .containsPattern("(?m)^kafka.properties.consumer.max.poll.records +50 ")
                .containsPattern("(?m)^kafka.properties.interceptor.of.somebody +\\*{3} ")
                .containsPattern("(?m)^registry.properties.schema.registry.url +https://\\*{3}@registry ")
                .containsPattern("(?m)^registry.properties.basic.auth.user.info +\\*{3} ");
    }

    @Test
    void shouldLeaveOutTheDefaultsAndPrintJson() throws IOException {
        assertThat(run(
                        Map.of(),
                        Map.of(),
                        "config",
                        "--written",
                        "--format",
                        "json",
                        "-c",
                        file("retry: {max-attempts: 7}\n")))
                .isZero();

        JsonNode lines = new ObjectMapper().readTree(out.toString());
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.get("name").asText()).isEqualTo("retry.max-attempts");
            assertThat(line.get("value").asText()).isEqualTo("7");
            assertThat(line.get("from").asText()).endsWith("c.yaml");
        });
    }

    @Test
    void shouldTellTheMistakesInsteadWhereThereAreAny() throws IOException {
        assertThat(run(Map.of(), Map.of(), "config", "-c", file("retry: {max-attempts: x, max-atempts: 1}\n")))
                .isEqualTo(ExitCode.INVALID_CONFIGURATION.number());

        assertThat(err.toString()).contains("retry.max-attempts = \"x\"", "did you mean retry.max-attempts?");
        assertThat(out.toString()).isEmpty();
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), yaml).toString();
    }

    private int run(Map<String, String> environment, Map<String, String> properties, String... arguments) {
        return Offline.run(file -> new Sources(file, environment, properties), out, err, arguments);
    }
}
