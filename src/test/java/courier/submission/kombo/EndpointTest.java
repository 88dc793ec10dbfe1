package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {

    private final Endpoint endpoint = new Endpoint(URI.create("https://api.kombo.dev/v1"));

    @ParameterizedTest
    @CsvSource({
        "H9sgLJmkJcYE4jYk7xQ5R8fr, H9sgLJmkJcYE4jYk7xQ5R8fr",
        "remote:12 34, remote%3A12%2034",
        "remote:a/b?c#d, remote%3Aa%2Fb%3Fc%23d",
        "remote:50%2F50, remote%3A50%252F50",
        "remote:.., remote%3A..",
        "../../candidates, ..%2F..%2Fcandidates",
        "%2e%2e, %252e%252e",
        "remote:Zoë🎉, remote%3AZo%C3%AB%F0%9F%8E%89",
        "a+b;c=d&e@f!$'()*, a%2Bb%3Bc%3Dd%26e%40f%21%24%27%28%29%2A",
        "a\\b, a%5Cb",
        "-._~, -._~"
    })
    void shouldCarryAnyJobIdAsOneSegment(String jobId, String segment) {
        assertThat(endpoint.applications(jobId).orElseThrow())
                .hasToString("https://api.kombo.dev/v1/ats/jobs/" + segment + "/applications");
    }

    @Property(tries = 500)
    void shouldLoseNothingOfAJobId(@ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));
        HttpUrl url = endpoint.applications("remote:" + text).orElseThrow();

        assertThat(url.encodedPathSegments()).hasSize(5);
        String segment = url.encodedPathSegments().get(3);
        assertThat(segment).matches("[A-Za-z0-9._~%-]+");
        assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo("remote:" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "\ud800"})
    void shouldRefuseAJobIdThatNoPathCanCarry(String jobId) {
        assertThat(endpoint.applications(jobId)).isEmpty();
    }

    @Test
    void shouldTakeABaseUrlWithOrWithoutASlashAtItsEnd() {
        for (String base : new String[] {"http://localhost:8080", "http://localhost:8080/"}) {
            assertThat(new Endpoint(URI.create(base)).applications("j").orElseThrow())
                    .hasToString("http://localhost:8080/ats/jobs/j/applications");
        }
        assertThat(new Endpoint(URI.create("http://h/v1/")).applications("j").orElseThrow())
                .hasToString("http://h/v1/ats/jobs/j/applications");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/v1", "api.kombo.dev/v1", "https://h/v1?x=1", "https://h/v1#x"})
    void shouldRefuseABaseUrlThatIsNone(String base) {
        assertThatThrownBy(() -> new Endpoint(URI.create(base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kombo.base-url");
    }
}
