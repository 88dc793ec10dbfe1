package courier.config;

import static courier.config.Load.invalid;
import static courier.config.Load.loaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.Loading.Loaded;
import courier.config.SettingsLoader.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiKeyTest {

    private static final String KEY = "kombo-secret-123";

    @TempDir
    Path folder;

    @Test
    void shouldReadTheApiKeyFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

        Settings settings = loaded(load("kombo: {api-key-file: " + file + "}\n", Map.of(), Map.of()));

        assertThat(settings.kombo().apiKey().value()).isEqualTo(KEY);
    }

    @Test
    void shouldRefuseAnApiKeyFileThatIsMissingOrHoldsNoKey() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "two words " + KEY);

        assertThat(invalid(load("kombo: {api-key-file: /no/such/file}\n", Map.of(), Map.of()))
                        .text())
                .startsWith("kombo.api-key-file = \"/no/such/file\"")
                .contains("cannot be read (NoSuchFileException)");
        assertThat(invalid(load("kombo: {api-key-file: " + broken + "}\n", Map.of(), Map.of()))
                        .text())
                .contains("must name a file that holds printable ASCII without blanks")
                .doesNotContain(KEY);
    }

    @Test
    void shouldRefuseTwoSourcesOfTheApiKeyUnlessOneIsUnset() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "from-file");
        String yaml = "kombo: {api-key-file: " + file + "}\n";

        assertThat(invalid(load(yaml, Map.of("COURIER_KOMBO_API_KEY", KEY), Map.of()))
                        .text())
                .contains("is set beside kombo.api-key");
        assertThat(loaded(load(yaml, Map.of("COURIER_KOMBO_API_KEY", KEY, "COURIER_KOMBO_API_KEY_FILE", ""), Map.of()))
                        .kombo()
                        .apiKey())
                .isEqualTo(new Secret(KEY));
    }

    @Test
    void shouldNeitherAskForNorReadTheApiKeyWhereNoCallIsMade() {
        Settings settings = loaded(SettingsLoader.load(
                new Sources(null, Map.of("COURIER_KOMBO_API_KEY_FILE", "/no/such/file"), Map.of()), Purpose.TOPICS));

        assertThatThrownBy(() -> settings.kombo().apiKey().value())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without it");
    }

    @Test
    void shouldPrintNoSecretAnywhere() {
        Map<String, String> secrets = Map.of(
                "COURIER_KOMBO_API_KEY", KEY,
                "COURIER_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "password=" + KEY,
                "COURIER_REGISTRY_PROPERTIES_BASIC_AUTH_USER_INFO", "u:" + KEY);
        Loading good = load("", secrets, Map.of());
        Loading bad = load("", secrets, Map.of("courier.kombo.api-key", "two words " + KEY, "courier.typo", KEY));
        Loading broken = load("kombo:\n  api-key: '" + KEY + "\n", Map.of(), Map.of());

        assertThat(good).isInstanceOf(Loaded.class).asString().doesNotContain(KEY);
        assertThat(invalid(bad)).asString().contains("kombo.api-key").doesNotContain(KEY);
        assertThat(invalid(bad).text()).contains("kombo.api-key").doesNotContain(KEY);
        assertThat(invalid(broken).text()).contains("is no YAML").doesNotContain(KEY);
        assertThat(new Sources(null, secrets, Map.of())).asString().doesNotContain(KEY);
    }

    private Loading load(String yaml, Map<String, String> environment, Map<String, String> properties) {
        return Load.load(folder, yaml, environment, properties);
    }
}
