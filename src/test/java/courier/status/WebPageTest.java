package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as it comes over HTTP; {@link PageIT} sees it in a browser. */
@SuppressWarnings("NullAway.Init")
final class WebPageTest {

    private static final int LARGEST = 60_000;

    private HttpEndpoint endpoint;
    private HttpResponse<String> response;

    @BeforeEach
    void ask() throws Exception {
        endpoint = HttpEndpoint.open("127.0.0.1", 0, _ -> WebPage.reply());
        URI root = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            response = client.send(HttpRequest.newBuilder(root).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void shouldComeWithAPolicyThatLetsTheBrowserRunWhatIsInThePageAndNothingElse() throws Exception {
        String policy = header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'none'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'")
                .contains("frame-ancestors 'none'", "style-src " + digest("style"), "script-src " + digest("script"))
                .doesNotContain("unsafe", "*", "http:");
        assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        assertThat(header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void shouldAskNobodyElseForAnything() {
        assertThat(response.body())
                .doesNotContainPattern("(?i)\\bhttps?://")
                .doesNotContainPattern("(?i)[\"'(]//")
                .doesNotContainPattern(
                        "@import|\\bsrc\\s*=|\\burl\\(|\\bimport\\s*\\(|<(?:iframe|object|embed|base|form)\\b");
        assertThat(found("<link [^>]*>")).isEqualTo("<link rel=\"icon\" href=\"data:,\">");
    }

    @Test
    void shouldHaveNoHandlersAndStylesInItsElementsAndMakeNoMarkupOfText() {
        assertThat(response.body())
                .doesNotContainPattern("(?i)<[a-z][^>]*\\s(?:on[a-z]+|style)\\s*=")
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function");
    }

    @Test
    void shouldBeSmallAndSayItsLanguage() {
        assertThat(response.body().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(10_000, LARGEST);
        assertThat(response.body())
                .contains("<html lang=\"en\">", "<title>", "width=device-width", "<main", "<noscript>");
    }

    private String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private String found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(response.body())
                .results()
                .map(MatchResult::group)
                .reduce((one, other) -> one + other)
                .orElse("");
    }

    private String digest(String tag) throws Exception {
        String content = Pattern.compile("<" + tag + ">(.*)</" + tag + ">", Pattern.DOTALL)
                .matcher(response.body())
                .results()
                .map(result -> result.group(1))
                .reduce((_, _) -> "more than one")
                .orElseThrow();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
