package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;

import courier.ops.ExitCode;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import courier.testing.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker process that should not get far, and what it leaves in its log. */
final class DeniedStart {

    private static final Path TARGET = Path.of("target");
    private static final Duration STARTS = Duration.ofMinutes(2);
    /** In no test may one of them be printed. */
    private static final String[] SECRETS = {"worker-pass", "another-pass", "registry-pass", "PRIVATE KEY"};

    private DeniedStart() {}

    /** The worker's log has one error, with these words, and no stack. */
    static void assertEnds(Map<String, String> values, ExitCode code, String... words) {
        try (Worker worker = start("denied", values)) {
            int ended = worker.awaitEnd(STARTS);

            String log = log(worker);
            assertThat(ended).as(log).isEqualTo(code.number());
            assertThat(log.lines().filter(line -> line.contains(" ERROR ")))
                    .as(log)
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(words));
            assertThat(log).doesNotContain("\tat ").doesNotContain(SECRETS);
            assertThat(log.lines().count()).as(log).isLessThan(6);
        }
    }

    static Worker start(String name, Map<String, String> values) {
        Path directory = Fresh.directory("denied");
        Path file = SettingsFile.write(TestSettings.of(values), directory, directory.resolve("state"));
        return Worker.start(name, TARGET, directory, file, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    static String log(Worker worker) {
        try {
            return Files.readString(worker.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
