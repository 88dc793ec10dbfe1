package courier.config;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading.Loaded;
import courier.config.SettingsLoader.Purpose;
import courier.testing.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReferenceTest {

    private static final Path COMMITTED = Path.of("config", "courier.yaml");

    @Test
    void shouldBeCommittedAsTheKeysSay() {
        Generated.compare(COMMITTED, Reference.text(), ReferenceTest.class);
    }

    @Test
    void shouldHoldTheDefaultsAsItIs() {
        Loading reference = SettingsLoader.load(new Sources(COMMITTED, Map.of(), Map.of()), Purpose.TOPICS);
        Loading nothing = SettingsLoader.load(new Sources(null, Map.of(), Map.of()), Purpose.TOPICS);

        assertThat(reference).isInstanceOf(Loaded.class).isEqualTo(nothing);
    }

    @Test
    void shouldBeReadableWithEveryCommentedKeyUncommented(@TempDir Path folder) throws IOException {
        String text = Reference.text()
                .replace("  # api-key-file:\n", "")
                .replace("  # endpoint:\n", "")
                .replaceAll("(?m)^  # ([a-z-]+):$", "  $1: x");
        Path file = Files.writeString(folder.resolve("all.yaml"), text);

        Loading loading = SettingsLoader.load(new Sources(file, Map.of(), Map.of()), Purpose.CALLS);

        assertThat(loading).isInstanceOfSatisfying(Loaded.class, loaded -> {
            assertThat(loaded.settings().topics().outcomes()).isEqualTo("x");
            assertThat(loaded.settings().kombo().apiKey().value()).isEqualTo("x");
        });
    }
}
