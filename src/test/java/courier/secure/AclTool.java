package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.part.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Kafka's own kafka-acls.sh, for what {@code courier acls} prints: pasted into a shell as it stands. */
final class AclTool {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private AclTool() {}

    /** Runs the lines in a shell, in which each of them must succeed. */
    static void paste(String lines, Path folder) {
        try {
            Path bin = Files.createDirectories(folder.resolve("bin"));
            Path tool = bin.resolve("kafka-acls.sh");
            String java = ChildProcess.java(
                            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", ChildProcess.ownClassPath()),
                            List.of("org.apache.kafka.tools.AclCommand"))
                    .stream()
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" "));
            Files.writeString(tool, "#!/bin/sh\nexec " + java + " \"$@\"\n");
            assertThat(tool.toFile().setExecutable(true)).isTrue();
            Path script = Files.writeString(folder.resolve("acls.sh"), "set -e\nPATH=" + bin + ":$PATH\n" + lines);
            ChildProcess shell = ChildProcess.start("acls", folder, List.of("/bin/sh", script.toString()));
            assertThat(shell.awaitEnd(LIMIT)).as(shell.lastLines()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
