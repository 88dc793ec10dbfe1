package courier.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and the Dockerfile, held to the worker's settings. */
class ComposeTest {

    private final Map<String, Map<String, Object>> services = services();

    @ParameterizedTest
    @ValueSource(strings = {"worker-1", "worker-2"})
    void shouldStartWorkersWithSettingsThatTheyTake(String worker) throws IOException {
        Settings settings = settings(worker);

        assertThat(settings.kombo().baseUrl()).hasHost("kombo");
        assertThat(settings.operations().host()).isEqualTo("0.0.0.0");
        assertThat(service(worker).get("stop_grace_period"))
                .isEqualTo(StopTime.of(settings).toSeconds() + "s");
        assertThat(service(worker)).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
    }

    @Test
    void shouldGiveEachWorkerADiskOfItsOwn() {
        assertThat(service("worker-1").get("volumes"))
                .isNotEqualTo(service("worker-2").get("volumes"));
    }

    @Test
    void shouldListenOnThisMachineAlone() {
        assertThat(services.values().stream()
                        .flatMap(service -> ((Collection<?>) service.getOrDefault("ports", List.of())).stream()))
                .hasSizeGreaterThan(6)
                .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
    }

    @Test
    void shouldNameTheVersionOfEveryImageThatIsNotBuiltHere() {
        assertThat(services.values().stream()
                        .filter(service -> !service.containsKey("build"))
                        .map(service -> of(service, "image").toString()))
                .hasSizeGreaterThan(3)
                .allMatch(image -> image.matches("[a-z0-9/-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    /** The container's variables, and those of the image beneath. */
    private Settings settings(String worker) throws IOException {
        Map<String, String> environment = new TreeMap<>(imageEnvironment());
        ((Map<?, ?>) of(service(worker), "environment"))
                .forEach((name, value) -> environment.put(name.toString(), value.toString()));
        return switch (SettingsLoader.load(new Sources(null, environment, Map.of()), Purpose.CALLS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }

    private static Map<String, String> imageEnvironment() throws IOException {
        return Files.readString(Path.of("Dockerfile"))
                .lines()
                .map(String::strip)
                .map(line -> line.replaceFirst("^ENV ", "").replaceFirst(" *\\\\$", ""))
                .filter(line -> line.matches("COURIER_[A-Z_]+=\\S+"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private Map<String, Object> service(String name) {
        return of(services, name);
    }

    private static <V> V of(Map<String, V> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Map<String, Map<String, Map<String, Object>>> file =
                    new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
            return Objects.requireNonNull(file.get("services"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
