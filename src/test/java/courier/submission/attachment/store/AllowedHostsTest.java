package courier.submission.attachment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedHostsTest {

    private final AllowedHosts hosts = new AllowedHosts(
            List.of("Files.example.com", "*.cdn.example.com", "store.internal:8443", "*.lab.test:9443"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.com/a",
                "https://FILES.EXAMPLE.COM:443/a?b",
                "https://eu.cdn.example.com/a",
                "https://a.b.cdn.example.com/a",
                "https://store.internal:8443/a",
                "https://a.lab.test:9443/a"
            })
    void shouldAllowWhatIsListed(String url) {
        assertThat(hosts.allow(HttpUrl.get(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.example.com/a",
                "https://files.example.com:8443/a",
                "https://files.example.com./a",
                "https://xfiles.example.com/a",
                "https://files.example.com.evil.test/a",
                "https://evil.test/files.example.com",
                "https://evil.test?files.example.com",
                "https://files.example.com@evil.test/a",
                "https://evil.test#@files.example.com/",
                "https://evil.test\\@files.example.com/",
                "https://user@files.example.com/a",
                "https://user:secret@files.example.com/a",
                "https://:secret@files.example.com/a",
                "https://cdn.example.com/a",
                "https://xcdn.example.com/a",
                "https://store.internal/a",
                "https://a.lab.test/a",
                "https://127.0.0.1/a",
                "https://[::1]/a"
            })
    void shouldRefuseWhatIsNot(String url) {
        assertThat(hosts.allow(HttpUrl.get(url))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://files.example.com/a", "https://localhost/"})
    void shouldRefuseEverythingByDefault(String url) {
        assertThat(new AllowedHosts(List.of()).allow(HttpUrl.get(url))).isFalse();
    }
}
