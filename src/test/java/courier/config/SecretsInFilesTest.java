package courier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of settings that are passed through, in files of their own. */
final class SecretsInFilesTest {

    private static final Map<String, String> KEY = Map.of("courier.kombo.api-key", "k");
    private static final String JAAS = "Login required password=\"p\";";

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatAFileHoldsWithoutItsLastLineBreak() throws IOException {
        Settings settings = Load.loaded(Load.load(
                folder,
                "kafka: {properties: {sasl.jaas.config-file: " + file("jaas", JAAS + "\n") + "}}\n"
                        + "registry: {properties: {basic.auth.user.info-file: " + file("user", "u:p\n") + "}}\n",
                Map.of(),
                KEY));

        assertThat(settings.kafka().properties())
                .containsEntry("sasl.jaas.config", JAAS)
                .doesNotContainKey("sasl.jaas.config-file");
        assertThat(settings.registry().properties()).containsEntry("basic.auth.user.info", "u:p");
    }

    @Test
    void shouldTakeTheFileFromAVariable() throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
        Settings settings = Load.loaded(Load.load(
                folder,
                "{}\n",
                Map.of(
                        "COURIER_KAFKA_PROPERTIES_PRODUCER_SSL_KEYSTORE_KEY_FILE", file("key", pem),
                        "COURIER_REGISTRY_PROPERTIES_BEARER_AUTH_TOKEN_FILE", file("token", "t")),
                KEY));

        assertThat(settings.kafka().properties()).containsEntry("producer.ssl.keystore.key", pem);
        assertThat(settings.registry().properties()).containsEntry("bearer.auth.token", "t");
    }

    @Test
    void shouldLeaveNamesOfKafkasOwnThatEndSo() {
        Settings settings = Load.loaded(Load.load(
                folder,
                "{}\n",
                Map.of("COURIER_KAFKA_PROPERTIES_SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE", "/etc/key"),
                KEY));

        assertThat(settings.kafka().properties())
                .containsEntry("sasl.oauthbearer.assertion.private.key.file", "/etc/key");
    }

    @Test
    void shouldRefuseAFileThatCannotBeReadOrIsEmpty() throws IOException {
        Loading.Invalid invalid = Load.invalid(Load.load(
                folder,
                "kafka: {properties: {sasl.jaas.config-file: " + folder.resolve("none") + ", ssl.key.password-file: "
                        + file("empty", "\n") + "}}\n",
                Map.of(),
                KEY));

        assertThat(invalid.text())
                .contains("kafka.properties.sasl.jaas.config-file")
                .contains("names a file that cannot be read (NoSuchFileException)")
                .contains("names a file that is empty");
    }

    @Test
    void shouldRefuseAFileBesideTheValueItselfAndPrintNeither() throws IOException {
        Loading.Invalid invalid = Load.invalid(Load.load(
                folder,
                "registry: {properties: {bearer.auth.token: first-secret, bearer.auth.token-file: "
                        + file("token", "second-secret") + "}}\n",
                Map.of(),
                KEY));

        assertThat(invalid.text())
                .contains("is set beside registry.properties.bearer.auth.token")
                .doesNotContain("first-secret", "second-secret");
    }

    @Test
    void shouldRefuseInAFileWhatMayNotBeSetAtAll() throws IOException {
        Loading.Invalid invalid = Load.invalid(Load.load(
                folder, "kafka: {properties: {transactional.id-file: " + file("id", "mine") + "}}\n", Map.of(), KEY));

        assertThat(invalid.text()).contains("kafka.properties.transactional.id-file");
    }

    @Test
    void shouldShowTheFilesNameAndNotWhatItHolds() throws IOException {
        String path = file("jaas", JAAS);
        Sources sources = new Sources(null, Map.of("COURIER_KAFKA_PROPERTIES_SASL_JAAS_CONFIG_FILE", path), Map.of());

        assertThat(Effective.of(sources, (_, _) -> false))
                .filteredOn(line -> line.name().startsWith("kafka.properties."))
                .containsExactly(new Effective.Line("kafka.properties.sasl.jaas.config-file", path, "environment"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
