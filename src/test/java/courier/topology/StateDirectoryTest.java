package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {

    private static final String OWNERS = "rwx------";

    @TempDir
    Path folder;

    @Test
    void shouldMakeTheDirectoryItsOwnersAlone() throws IOException {
        Path directory = folder.resolve("a").resolve("state");

        try (StateDirectory taken = StateDirectory.take(directory)) {
            assertThat(taken).isNotNull();
            assertThat(mode(directory)).isEqualTo(OWNERS);
        }
    }

    @Test
    void shouldCloseADirectoryThatWasOpenToOthers() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (StateDirectory taken = StateDirectory.take(directory)) {
            assertThat(taken).isNotNull();
            assertThat(mode(directory)).isEqualTo(OWNERS);
        }
    }

    @Test
    void shouldCloseItAgainAfterKafkaStreamsHasOpenedIt() throws IOException {
        try (StateDirectory taken = Objects.requireNonNull(StateDirectory.take(folder))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

            taken.keepClosed();

            assertThat(mode(folder)).isEqualTo(OWNERS);
        }
    }

    /** The kernel's own folders keep their modes, whoever asks. */
    @Test
    void shouldRefuseADirectoryThatItCannotClose() {
        Path kernels = Path.of("/proc/self/fdinfo");
        assumeThat(Files.isDirectory(kernels)).isTrue();

        assertThatThrownBy(() -> StateDirectory.take(kernels))
                .isInstanceOf(StateDirectory.OpenToOthersException.class)
                .hasMessageContaining("0700");
    }

    @Test
    void shouldLetNobodyElseInWhileItIsHeld() throws IOException {
        try (StateDirectory taken = Objects.requireNonNull(StateDirectory.take(folder))) {
            assertThat(StateDirectory.take(folder)).isNull();
            assertThat(taken.incarnation().id()).isNotBlank();
        }
    }

    private static String mode(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    }
}
