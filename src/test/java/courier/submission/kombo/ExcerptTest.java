package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ExcerptTest {

    @Property(tries = 500)
    void shouldBeMadeOfWordsOfTheListWhateverTheBytes(@ForAll @Size(max = 200) byte[] bytes, @ForAll String text) {
        assertThat(Excerpt.words(bytes)).allMatch(Excerpt::isOnTheList);
        assertThat(Excerpt.words(text.getBytes(StandardCharsets.UTF_8))).allMatch(Excerpt::isOnTheList);
    }

    @Test
    void shouldTellWhatAPageSaysOfTheServer() {
        String page = """
                <html><head><title>502 Bad Gateway</title></head><body class="error">
                <center><h1>502 Bad Gateway</h1></center>Jane Doe, jane@example.com, 502 Gateway Street
                <!-- token 1234 --><hr><center>nginx/1.25</center></body></html>""";

        assertThat(words(page)).containsExactly("bad", "gateway", "nginx");
        assertThat(words("{\"message\":\"Internal server error\"}"))
                .containsExactly("message", "internal", "server", "error");
        assertThat(words("upstream connect error or disconnect/reset before headers"))
                .containsExactly("upstream", "error", "reset");
    }

    @Test
    void shouldKnowNoWordOfAPersonAndNoDigit() {
        assertThat(
                        words(
                                "Jane Doe Ms 1990-02-28 jane@example.com +45 555 40312 Berlin Engineer rejected disabled hired"))
                .isEmpty();
        assertThat(words("badgateway errorjane Töken")).isEmpty();
    }

    private static List<String> words(String text) {
        return Excerpt.words(text.getBytes(StandardCharsets.UTF_8));
    }
}
