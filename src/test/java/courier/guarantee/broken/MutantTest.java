package courier.guarantee.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mutants and points follow the sources: who moves a step of the protocol learns at once that these have to move, too.
 */
class MutantTest {

    @ParameterizedTest
    @EnumSource
    void shouldCompileAndGoBeforeTheSoundClasses(Mutant mutant, @TempDir Path folder) {
        shouldCompile(mutant.build(), folder);
    }

    @Test
    void shouldCompileWithNothingButThePoints(@TempDir Path folder) {
        shouldCompile(Build.sound(), folder);
    }

    @Test
    void shouldCompileWithEachLeak(@TempDir Path folder) {
        shouldCompile(Leak.build(), folder);
    }

    @Test
    void shouldCompileWithAShortMemory(@TempDir Path folder) {
        shouldCompile(Build.forgettingEarly(), folder);
    }

    private static void shouldCompile(Build build, Path folder) {
        Path changed = folder.resolve("changed");

        String classPath = build.compiled(changed);

        assertThat(classPath).startsWith(changed + File.pathSeparator);
        assertThat(changed).isDirectoryRecursivelyContaining("glob:**.class");
    }

    /** Those of a transaction are around its commit, in the trap itself. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*COMMIT.*")
    void shouldHaveEachPointInTheSources(Point point) {
        assertThat(Point.edits()).anySatisfy(edit -> assertThat(edit.to()).contains("\"" + point + "\""));
    }

    @Test
    void shouldRefuseATextThatIsNotThereOrNotAlone() {
        Edit edit = new Edit("Some", "a step", "nothing");

        assertThat(edit.apply("here a step is")).isEqualTo("here nothing is");
        assertThatThrownBy(() -> edit.apply("no")).hasMessageContaining("no longer says");
        assertThatThrownBy(() -> edit.apply("a step, a step")).hasMessageContaining("more than once");
    }
}
