package courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be told from the source files and not from the classes. */
final class SourcesTest {

    private static final Path SOURCES = Path.of("src");
    private static final int MOST_LINES = 300;
    private static final Pattern OPENING =
            Pattern.compile("(?s)\\A/\\*\\*.{10,}?\\.\\s*\\*/\\s*@NullMarked\\s+package .*");
    private static final Pattern OURS =
            Pattern.compile("(?m)^import (?:static )?courier\\.(?!sandbox\\.|ops\\.Time;).*$");

    @Test
    void shouldHaveNoFileTooLongToReadInOneGo() throws IOException {
        assertThat(java(SOURCES))
                .hasSizeGreaterThan(300)
                .as("longer than %d lines: move what has a name of its own into a class of its own", MOST_LINES)
                .filteredOn(file -> lines(file) > MOST_LINES)
                .isEmpty();
    }

    @Test
    void shouldOpenEachPackageWithASentence() {
        assertThat(Stream.of("main", "sandbox", "bench").flatMap(root -> packages(SOURCES.resolve(root))))
                .hasSizeGreaterThan(20)
                .as("without a package-info.java of a sentence in Javadoc and @NullMarked")
                .filteredOn(folder -> !opens(folder.resolve("package-info.java")) && !opensInMain(folder))
                .isEmpty();
    }

    /** A benchmark of what only its package sees stands in that package, as a test does. */
    private static boolean opensInMain(Path folder) {
        Path benchmarks = SOURCES.resolve(Path.of("bench", "java"));
        return folder.startsWith(benchmarks)
                && opens(SOURCES.resolve(Path.of("main", "java"))
                        .resolve(benchmarks.relativize(folder))
                        .resolve("package-info.java"));
    }

    /** What checks the worker must not share the worker's mistakes; a clock decides nothing. */
    @Test
    void shouldLetTheSandboxKnowNothingOfTheWorkersCode() throws IOException {
        assertThat(java(SOURCES.resolve("sandbox")))
                .hasSizeGreaterThan(30)
                .as("use of the worker's classes: read the topics, the journal or the command line instead")
                .filteredOn(file -> OURS.matcher(text(file)).find())
                .isEmpty();
    }

    private static List<Path> java(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Stream<Path> packages(Path root) {
        try {
            return java(root).stream().map(Path::getParent).distinct();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean opens(Path info) {
        return Files.exists(info) && OPENING.matcher(text(info)).matches();
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
