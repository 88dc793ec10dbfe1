package courier.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kubernetes manifests, read as the official client's model reads them: an unknown field is refused. */
class ManifestsTest {

    private static final Path FOLDER = Path.of("config/kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final Map<String, Class<?>> KINDS = Map.of(
            "StatefulSet", V1StatefulSet.class,
            "Service", V1Service.class,
            "ServiceAccount", V1ServiceAccount.class,
            "PodDisruptionBudget", V1PodDisruptionBudget.class,
            "NetworkPolicy", V1NetworkPolicy.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statefulset.yaml",
                "service.yaml",
                "serviceaccount.yaml",
                "poddisruptionbudget.yaml",
                "networkpolicy.yaml"
            })
    void shouldBeWhatKubernetesTakes(String file) throws IOException {
        JsonNode manifest = YAML.readTree(Files.readString(FOLDER.resolve(file)));

        assertThat(read(manifest)).isNotNull();
    }

    @Test
    void shouldListEveryManifest() throws IOException {
        JsonNode resources = YAML.readTree(Files.readString(FOLDER.resolve("kustomization.yaml")))
                .path("resources");

        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !List.of("kustomization.yaml", "courier.yaml")
                                    .contains(name)))
                    .containsExactlyInAnyOrderElementsOf(StreamSupport.stream(resources.spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        }
    }

    @Test
    void shouldNoticeAFieldThatKubernetesDoesNotKnow() throws IOException {
        String misspelt = Files.readString(FOLDER.resolve("statefulset.yaml"))
                .replace("terminationGracePeriodSeconds", "terminationGracePeriod");

        assertThatThrownBy(() -> read(YAML.readTree(misspelt))).hasMessageContaining("terminationGracePeriod");
    }

    @Test
    void shouldGiveAWorkerTheTimeThatItsCallsMayTake() throws IOException {
        JsonNode set = YAML.readTree(Files.readString(FOLDER.resolve("statefulset.yaml")));

        assertThat(set.at("/spec/template/spec/terminationGracePeriodSeconds").asLong())
                .isEqualTo(StopTime.of(settings()).toSeconds());
    }

    @Test
    void shouldHaveSettingsThatAWorkerTakes() {
        assertThat(settings().operations().host()).isEqualTo("0.0.0.0");
        assertThat(settings().kombo().requestTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    private static Object read(JsonNode manifest) {
        Class<?> kind = KINDS.get(manifest.path("kind").asText());
        return JSON.getGson().fromJson(manifest.toString(), kind);
    }

    /** With a key in the place of the mounted one. */
    private static Settings settings() {
        Sources sources = new Sources(
                FOLDER.resolve("courier.yaml"),
                Map.of(),
                Map.of("courier.kombo.api-key-file", "", "courier.kombo.api-key", "a-key"));
        return switch (SettingsLoader.load(sources, Purpose.CALLS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }
}
