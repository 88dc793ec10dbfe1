package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation that {@code mvn package} makes, started as an operator would. */
final class StartScriptIT {

    private static final Path SCRIPT =
            Path.of("target", "courier", "bin", "courier").toAbsolutePath();

    @TempDir
    Path folder;

    private record Ended(int code, String output) {}

    @Test
    void shouldStartFromAnyFolderAlsoThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("courier"), SCRIPT);

        Ended ended = start(Map.of(), link.toString(), "version");

        assertThat(ended.output()).startsWith("courier 0.").contains("Kafka 4.", "Java 25");
        assertThat(ended.output().lines()).hasSize(1);
        assertThat(ended.code()).isZero();
    }

    @Test
    void shouldHandItsFlagsToTheJvmAndItsEndToTheCaller() throws Exception {
        Ended ended =
                start(Map.of("COURIER_JAVA_OPTS", "-Xmx64m -Dcourier.ledger.start-by=1ms"), SCRIPT.toString(), "run");

        assertThat(ended.output()).contains("ledger.start-by = \"1ms\" (-Dcourier.ledger.start-by)");
        assertThat(ended.code()).isEqualTo(3);
    }

    /** What the JVM writes is in nobody else's reach, whatever the caller's own mask. */
    @Test
    void shouldLetNobodyElseReadWhatIsWritten() throws Exception {
        Path java =
                Files.createDirectories(folder.resolve("jdk").resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\numask\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("jdk").resolve("release"), "JAVA_VERSION=\"25\"\n");

        Ended ended =
                start(Map.of("COURIER_JAVA_HOME", folder.resolve("jdk").toString()), SCRIPT.toString(), "version");

        assertThat(ended.output().strip()).isEqualTo("0077");
    }

    @Test
    void shouldTellInOneLineThatNoBrokerAnswers() throws Exception {
        Ended ended = start(
                Map.of(
                        "COURIER_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "COURIER_KAFKA_PROPERTIES_ADMIN_DEFAULT_API_TIMEOUT_MS", "1000",
                        "COURIER_KAFKA_PROPERTIES_ADMIN_REQUEST_TIMEOUT_MS", "500"),
                SCRIPT.toString(),
                "topics");

        assertThat(ended.output().lines().filter(line -> line.contains("127.0.0.1:1")))
                .singleElement()
                .asString()
                .startsWith("Kafka at 127.0.0.1:1 gives no answer: TimeoutException");
        assertThat(ended.output()).doesNotContain("WARN", "ERROR");
        assertThat(ended.code()).isEqualTo(6);
    }

    @Test
    void shouldRefuseAJavaThatIsTooOldOrNoneWhereOneIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("old/bin"));
        Path java = Files.writeString(folder.resolve("old/bin/java"), "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"17.0.1\"\n");

        Ended ended =
                start(Map.of("COURIER_JAVA_HOME", folder.resolve("old").toString()), SCRIPT.toString(), "version");

        assertThat(ended.output()).contains("is no JDK 25 or newer");
        assertThat(ended.code()).isNotZero();
    }

    private Ended start(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("COURIER_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
