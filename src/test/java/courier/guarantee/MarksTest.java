package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

    private static final String WORD = "Zq.marked@people.example";

    private final Marks marks = new Marks(List.of(WORD));

    @Test
    void shouldFindAWordInEachFormInWhichItMayBePrinted() {
        byte[] bytes = WORD.getBytes(StandardCharsets.UTF_8);

        assertThat(marks.in("failed for " + WORD + " twice")).hasSize(1);
        assertThat(marks.in("FAILED FOR ZQ.MARKED@PEOPLE.EXAMPLE")).hasSize(1);
        assertThat(marks.in("GET /?email=Zq.marked%40people.example")).hasSize(1);
        assertThat(marks.in("bytes " + HexFormat.of().formatHex(bytes))).hasSize(1);
        assertThat(marks.in("a line\nof two")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz"})
    void shouldFindItInBase64WhereverItBegins(String before) {
        byte[] bytes = (before + WORD + "and more").getBytes(StandardCharsets.UTF_8);

        assertThat(marks.in("body " + Base64.getEncoder().encodeToString(bytes)))
                .hasSize(1);
    }
}
