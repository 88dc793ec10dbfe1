package courier.sandbox.kombo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.sandbox.kombo.Downloads.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host of the internet that is a folder. */
class DownloadsTest {
    private static final String HOST = "https://files.example.com/";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Downloads downloads;

    @BeforeEach
    void fill() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("files"));
        Files.writeString(directory.resolve("secret.txt"), "not served");
        Files.createDirectories(folder.resolve("more"));
        Files.writeString(folder.resolve("a b.txt"), "served");
        downloads = new Downloads(Map.of(HOST, folder));
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void shouldServeAFileWhateverTheQuery() {
        assertThat(downloads.fetch(HOST + "a%20b.txt?token=invented#page=2"))
                .isInstanceOfSatisfying(
                        Fetched.Content.class,
                        content -> assertThat(content.bytes()).asString().isEqualTo("served"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "more", "", "../secret.txt", "%2e%2e/secret.txt", "/etc/hosts", "a%00b"})
    void shouldNotFindWhatIsNotAFileOfTheFolder(String name) {
        assertThat(downloads.fetch(HOST + name)).isEqualTo(new Fetched.Nothing("answered HTTP 404"));
    }

    @Test
    void shouldFetchAnythingElseOverTheNetwork() {
        // a port on which nobody listens: that it was tried is the point
        assertThat(downloads.fetch("http://127.0.0.1:1/a.txt"))
                .isEqualTo(new Fetched.Nothing("could not be fetched: ConnectException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "ftp://files.example.com/a.txt"})
    void shouldSayThatAUrlIsNone(String url) {
        assertThat(downloads.fetch(url)).isEqualTo(new Fetched.Nothing("is not a URL that can be fetched"));
    }

    @Test
    void shouldRefuseHostsThatCannotBeServed() {
        StandInSettings settings = StandInSettings.with("key");
        assertThatThrownBy(() -> settings.behavingAs(yaml("hosts: {'https://files.example.com': files}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slash");
        assertThatThrownBy(() -> settings.behavingAs(yaml("hosts: {'https://files.example.com/': nowhere}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a folder");
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("standin.yaml"), text);
    }
}
