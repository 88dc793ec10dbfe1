package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Sources;
import courier.ops.ExitCode;
import courier.testing.ManualTime;
import courier.topology.Preparation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code courier preview} prints, with neither a cluster nor a key nor a store. */
final class PreviewCommandTest {

    private static final Path HOSTILE = Path.of("src", "test", "resources", "preview");
    private static final Path SAMPLES = Path.of("config", "sandbox");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";

    /** If one of these fails, look at what is printed now; {@code -Dpreview.update=true} takes it over. */
    @ParameterizedTest
    @CsvSource({"terminal, 0", "numbers, 0", "files, 0", "everything-wrong, 2", "twice, 2", "lines, 2", "broken, 2"})
    void shouldPrintOfAHostileIntentWhatIsCommitted(String name, int code) throws IOException {
        assertThat(run("preview", HOSTILE.resolve(name + ".json").toString())).isEqualTo(code);

        Path committed = HOSTILE.resolve(name + ".txt");
        String printed = (out + "" + err).replace(Path.of("").toAbsolutePath().toString(), "(here)");
        if (Boolean.getBoolean("preview.update")) {
            Files.writeString(committed, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(committed));
        assertThat(printed.codePoints().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
        assertThat(code == 0 ? err.toString() : out.toString()).isEmpty();
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldPreviewEverySampleOfTheSandbox(Path sample) {
        boolean invalid = sample.toString().endsWith("invalid.json");

        assertThat(run("preview", sample.toString())).isEqualTo(invalid ? 2 : 0);

        assertThat(invalid ? err.toString() : out.toString())
                .contains(invalid ? "Mistakes: 11" : "\nAuthorization: Bearer ***\n")
                .contains(invalid ? "[email]" : "\nPOST /v1/ats/jobs/");
    }

    @Test
    void shouldPrintWithFullWhatIsSentByteForByte() throws IOException {
        environment.put("COURIER_ATTACHMENTS_FILE_ROOTS", folder.toString());
        Files.writeString(folder.resolve("cv.pdf"), "%PDF");
        String file = intent("""
                "remote_fields": {"lever": {"n": 1.10}}, "attachments": [{"name": "cv.pdf", "type": "CV",
                 "content_type": "application/pdf", "blob": {"uri": "file:cv.pdf", "size_bytes": 4}}]""");

        assertThat(run("preview", "--full", file)).as(err.toString()).isZero();

        String body = "{\"candidate\":{\"first_name\":\"Zoë\",\"last_name\":\"B\",\"email_address\":\"a@example.com\"},"
                + "\"attachments\":[{\"name\":\"cv.pdf\",\"type\":\"CV\",\"content_type\":\"application/pdf\","
                + "\"data\":\"JVBERg==\"}],\"remote_fields\":{\"lever\":{\"n\":1.10}}}";
        assertThat(out.toString().lines().toList())
                .startsWith(
                        "### " + file + " workday:1/i1#0", "POST /v1/ats/jobs/J1/applications", "Host: api.kombo.dev")
                .contains("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    @ParameterizedTest
    @CsvSource({"5, ATTACHMENT_SIZE_MISMATCH", "3, ATTACHMENT_SIZE_MISMATCH"})
    void shouldTellWithFullWhyThereIsNoRequest(int size, String code) throws IOException {
        environment.put("COURIER_ATTACHMENTS_FILE_ROOTS", folder.toString());
        Files.writeString(folder.resolve("cv.pdf"), "%PDF");
        String file =
                intent("\"attachments\": [{\"name\": \"cv.pdf\", \"type\": \"CV\", \"blob\": {\"uri\": \"file:cv.pdf\","
                        + " \"size_bytes\": " + size + "}}]");

        assertThat(run("preview", "--full", file)).isEqualTo(ExitCode.INVALID_INPUT.number());

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith(file + " /application/attachments/0: ")
                .contains("[" + code + "]");
    }

    @Test
    void shouldReadLinesOfStandardInputAndUseTheSettings() {
        environment.put("COURIER_KOMBO_BASE_URL", "https://api.us.kombo.dev/v1");
        String line = INTENT.formatted("\"stage_id\": \"s\"").replace('\n', ' ');
        input = line + "\n" + line.replace("\"i1\"", "\"i2\"") + "\n";

        assertThat(run("preview", "-")).as(err.toString()).isZero();

        assertThat(out.toString().lines().filter(text -> text.startsWith("### ")))
                .containsExactly("### line 1 workday:1/i1#0", "### line 2 workday:1/i2#0");
        assertThat(out.toString()).contains("Host: api.us.kombo.dev\n");
    }

    @Test
    void shouldNeitherNeedNorShowTheKey() {
        environment.put("COURIER_KOMBO_API_KEY", "the-secret-key");

        assertThat(run("preview", intent("\"stage_id\": \"s\""))).isZero();

        assertThat(out.toString()).contains("Authorization: Bearer ***").doesNotContain("the-secret-key");
    }

    private static final String INTENT = """
            {"intent_id": "i1", "integration_id": "workday:1", "job_id": "J1", "application": {
             "candidate": {"first_name": "Zoë", "last_name": "B", "email_address": "a@example.com"}, %s}}""";

    private String intent(String part) {
        try {
            return Files.writeString(folder.resolve("intent.json"), INTENT.formatted(part))
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int run(String... arguments) {
        CommandLine line = Cli.create(new Wiring(
                file -> new Sources(file, environment, Map.of()),
                _ -> ExitCode.INTERNAL_ERROR,
                () -> "",
                (_, _) -> new Preparation.Checked(List.of()),
                _ -> {
                    throw new AssertionError("a preview publishes nothing");
                },
                _ -> new FakeHoldDesk(),
                new ManualTime(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }
}
