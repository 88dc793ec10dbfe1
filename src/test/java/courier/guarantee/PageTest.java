package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @ParameterizedTest
    @ValueSource(strings = {"chaos", "scenarios", "controls", "crash-points"})
    void shouldPutATableBetweenItsMarks(String name) throws IOException {
        String page = Files.readString(Path.of("docs", "guarantees.md"));

        String updated = Page.replaced(page, name, "| a table |\n");

        assertThat(updated)
                .contains("<!-- " + name + ": begin -->\n| a table |\n<!-- " + name + ": end")
                .startsWith(page.substring(0, 500));
        assertThat(Page.replaced(updated, name, "| a table |\n")).isEqualTo(updated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# A page", "<!-- chaos: end --><!-- chaos: begin -->\n"})
    void shouldRefuseAPageWithoutAPlaceForIt(String page) {
        assertThatThrownBy(() -> Page.replaced(page, "chaos", "")).hasMessageContaining("no place");
    }
}
