package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.LiveSettings;
import courier.config.OverrideCheck;
import courier.config.Sources;
import courier.testing.LogLines;
import courier.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsWatchTest {

    private static final String FIRST = "kombo: {api-key: key-secret-1}\nlimits: {slots-per-integration: 7}\n";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SettingsWatch watch;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(file(), FIRST);
        LiveSettings.Opening opening =
                LiveSettings.open(new Sources(file(), Map.of(), Map.of()), OverrideCheck.LATER, 0);
        LiveSettings live = ((LiveSettings.Opening.Opened) opening).live();
        watch = new SettingsWatch(live, new ManualTime());
    }

    @Test
    void shouldTellOnceWhatIsInForce() throws IOException {
        try (LogLines lines = LogLines.plain()) {
            change(FIRST.replace("7", "8"));

            assertThat(lines.with("c.t.SettingsWatch"))
                    .singleElement()
                    .asString()
                    .containsPattern("read again and are in force digest=[0-9a-f]{16}$");
        }
    }

    @Test
    void shouldTellWhatIsWrongInOneLineAndNoSecret() throws IOException {
        try (LogLines lines = LogLines.plain()) {
            change("kombo: {api-key: ' key with spaces é'}\nlimits: {slots-per-integration: many, slot: 2}\n");

            assertThat(lines.with("c.t.SettingsWatch"))
                    .singleElement()
                    .asString()
                    .contains(
                            " ERROR ",
                            "have mistakes; those before stay in force",
                            "limits.slots-per-integration = \"many\"",
                            " | ",
                            "limits.slot (")
                    .doesNotContain("key with spaces");
        }
    }

    @Test
    void shouldNameWhatTakesARestart() throws IOException {
        try (LogLines lines = LogLines.plain()) {
            change(FIRST.replace("key-secret-1", "key-secret-2") + "kafka: {stream-threads: 3}\n");

            assertThat(lines.with("c.t.SettingsWatch"))
                    .singleElement()
                    .asString()
                    .contains("take a restart", "reason=kafka.stream-threads, kombo.api-key")
                    .doesNotContain("key-secret");
        }
    }

    private void change(String text) throws IOException {
        Files.writeString(file(), text);
        watch.look();
        watch.look();
        watch.look();
    }

    private Path file() {
        return folder.resolve("courier.yaml");
    }
}
