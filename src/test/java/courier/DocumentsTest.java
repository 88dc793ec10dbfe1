package courier;

import static org.assertj.core.api.Assertions.assertThat;

import courier.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents and the code say of each other. */
final class DocumentsTest {

    private static final Pattern TITLE = Pattern.compile("(?m)^## (Why .+)$");
    private static final Pattern POINTER = Pattern.compile("RATIONALE\\.md},?[\\s*]+\"(Why [^\"]+)\"");

    @Test
    void shouldHaveAReasonWhereverTheCodePointsToOne() throws IOException {
        List<String> titles = titles();
        List<String> pointers;
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            pointers = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> POINTER.matcher(text(file)).results())
                    .map(pointer -> pointer.group(1).replaceAll("[\\s*]+", " "))
                    .toList();
        }

        assertThat(titles).doesNotHaveDuplicates();
        assertThat(pointers).hasSizeGreaterThanOrEqualTo(3).isSubsetOf(titles);
    }

    @Test
    void shouldTellWhatToDoAfterEachExitCode() {
        List<String> rows = text(Path.of("docs", "operations.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.replaceAll("^\\| (\\d+) \\| ([^|]+) \\|.*", "$1 $2"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + " " + code.meaning())
                        .toList());
    }

    private static List<String> titles() {
        return TITLE.matcher(text(Path.of("RATIONALE.md")))
                .results()
                .map((MatchResult title) -> title.group(1))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
