package courier.guarantee.broken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mutants follow the sources: who moves a step of the protocol learns at once that its mutant has to move, too. */
class MutantTest {

    @ParameterizedTest
    @EnumSource
    void shouldCompileAndGoBeforeTheSoundClasses(Mutant mutant, @TempDir Path folder) {
        Path changed = folder.resolve("changed");

        String classPath = mutant.classPath(changed, Path.of("target"));

        assertThat(classPath).startsWith(changed + File.pathSeparator);
        assertThat(changed).isDirectoryRecursivelyContaining("glob:**.class");
    }
}
