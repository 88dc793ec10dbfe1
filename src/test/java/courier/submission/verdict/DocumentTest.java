package courier.submission.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import courier.testing.Generated;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DocumentTest {

    private static final Path COMMITTED = Path.of("docs", "verdicts.md");

    @Test
    void shouldBeCommittedAsTheCodesSay() {
        Generated.compare(COMMITTED, Document.text(), DocumentTest.class);
    }

    @Test
    void shouldHaveEveryCodeOnce() {
        for (Code code : Code.values()) {
            assertThat(Document.text().split("\\| `" + code.text().replace(".", "\\.") + "` \\|", -1))
                    .as(code.text())
                    .hasSize(2);
        }
    }
}
