package courier.submission.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DocumentTest {

    private static final Path COMMITTED = Path.of("docs", "verdicts.md");

    @Test
    void shouldBeCommittedAsTheCodesSay() throws IOException {
        String generated = Document.text();
        if (Boolean.getBoolean("verdicts.update")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(Files.readString(COMMITTED))
                .as(
                        "%s differs from courier.submission.verdict. Operators read it as the contract: is every change"
                                + " meant? Then run: mvn -q test -Dtest=DocumentTest -Dverdicts.update=true",
                        COMMITTED)
                .isEqualTo(generated);
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
