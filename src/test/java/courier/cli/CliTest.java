package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import courier.cli.IntentSink.Receipt;
import courier.config.LiveSettings;
import courier.config.Settings;
import courier.config.Sources;
import courier.intent.Intent;
import courier.ops.ExitCode;
import courier.testing.ManualTime;
import courier.topology.Finding;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin.Missing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CliTest {

    private static final String INTENT = """
            {"intent_id": "%s", "integration_id": "workday:1", "job_id": "J1",
             "application": {"candidate": {"first_name": "A", "last_name": "B", "email_address": "a@example.com"}}}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>(Map.of("COURIER_KOMBO_API_KEY", "key-in-test"));
    private final List<Intent> sent = new ArrayList<>();
    private final List<Missing> asked = new ArrayList<>();
    private ExitCode workerEnds = ExitCode.OK;
    private Preparation topics = new Preparation.Checked(List.of());
    private Receipt receipt = new Receipt.Written(3, 7);
    private final HoldDesk desk = new FakeHoldDesk();
    private String input = "";

    @Test
    void shouldListEveryCommandAndExitCodeInItsHelp() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("run", "publish", "holds", "dead-letters", "replay", "topics", "verdicts", "version")
                .contains("COURIER_JAVA_OPTS", "config/courier.yaml");
        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).containsPattern("(?m)^ +" + code.number() + " +" + code.meaning());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "preview", "publish", "holds", "dead-letters", "replay", "topics", "verdicts"})
    void shouldHelpWithEachCommandByExample(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString()).contains("Usage: courier " + command, "--config=FILE", "Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rum", "run --unknown", "publish", "preview", "topics --create --verify"})
    void shouldRefuseAWrongUsage(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(err.toString()).containsAnyOf("Usage: courier", "Did you mean: courier run?");
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndAsTheWorkerEnded(ExitCode code) {
        workerEnds = code;

        assertThat(run("run")).isEqualTo(code.number());
    }

    @Test
    void shouldNameAllMistakesOfTheConfigurationAndStartNothing() throws IOException {
        environment.remove("COURIER_KOMBO_API_KEY");
        Path file = Files.writeString(folder.resolve("c.yaml"), "ledger: {start-by: 1ms}\n");

        assertThat(run("run", "--config", file.toString())).isEqualTo(ExitCode.INVALID_CONFIGURATION.number());

        assertThat(err.toString()).contains("ledger.start-by = \"1ms\"", "kombo.api-key: is missing");
    }

    @Test
    void shouldAskForNoApiKeyWhereNoCallIsMade() {
        environment.remove("COURIER_KOMBO_API_KEY");

        assertThat(run("topics")).isZero();
        assertThat(run("publish", file("i.json", INTENT.formatted("i1")))).isZero();
        assertThat(run("topology")).isZero();
        assertThat(run("version")).isZero();
    }

    @Test
    void shouldShowThePlanOfTheTopicsAndChangeNothingUnlessAskedTo() {
        assertThat(run("topics")).isZero();
        assertThat(run("topics", "--verify")).isZero();
        assertThat(run("topics", "--create")).isZero();

        assertThat(asked).containsExactly(Missing.REPORT, Missing.REPORT, Missing.CREATE);
        assertThat(out.toString())
                .containsPattern("intents +application-intents +courier +12 +1048576 +delete")
                .containsPattern("open +courier-ledger-open-changelog +streams +12 +2097152 +compact")
                .contains("All topics are as planned.");
    }

    @Test
    void shouldTellWhatIsWrongWithTheTopics() {
        topics = new Preparation.Checked(
                List.of(new Finding(Finding.Severity.ERROR, "t", "retention.ms", "at most 5", "6", "change it")));

        assertThat(run("topics")).isEqualTo(ExitCode.TOPICS_WRONG.number());

        assertThat(out.toString()).contains("ERROR t: retention.ms should be at most 5, is 6; change it");
    }

    @Test
    void shouldNotCallAWarningAnError() {
        topics = new Preparation.Checked(
                List.of(new Finding(Finding.Severity.WARNING, "t", "x", "1", "2", "think about it")));

        assertThat(run("topics")).isZero();
        assertThat(out.toString()).contains("WARNING t");
    }

    @Test
    void shouldTellInOneLineThatNoBrokerAnswers() {
        topics = new Preparation.Unavailable("TimeoutException: too late");

        assertThat(run("topics")).isEqualTo(ExitCode.BROKER_UNAVAILABLE.number());

        assertThat(err.toString().lines())
                .containsExactly("Kafka at localhost:9092 gives no answer: TimeoutException: too late");
    }

    @Test
    void shouldPublishOneIntentAnArrayAndLinesOfStandardInput() {
        input = INTENT.formatted("i4").replace('\n', ' ') + "\n\n"
                + INTENT.formatted("i5").replace('\n', ' ');
        String one = file("one.json", INTENT.formatted("i1"));
        String two = file("two.json", " [" + INTENT.formatted("ï2") + "," + INTENT.formatted("i3") + "]");

        assertThat(run("publish", one, two, "-")).as(err.toString()).isZero();

        assertThat(sent)
                .extracting(intent -> intent.identity().intentId())
                .containsExactly("i1", "ï2", "i3", "i4", "i5");
        assertThat(out.toString().lines())
                .containsExactly("i1 3 7", "ï2 3 7", "i3 3 7", "i4 3 7", "i5 3 7", "published: 5 of 5");
    }

    @Test
    void shouldPublishNothingIfAnyIsBadAndTellAllThatIsWrong() {
        String good = file("good.json", INTENT.formatted("i1"));
        String bad = file(
                "bad.json",
                "[" + INTENT.formatted("i2") + ", {\"intent_id\": \"x\"}, "
                        + INTENT.formatted("i3").replace("\"last_name\": \"B\",", "") + "]");
        String broken = file("broken.json", "[{\"secret-name\" ");

        assertThat(run("publish", good, bad, broken, "missing.json")).isEqualTo(ExitCode.INVALID_INPUT.number());

        assertThat(sent).isEmpty();
        assertThat(err.toString())
                .contains(bad + "[1] /integration_id")
                .contains(bad + "[2] /application/candidate")
                .contains(broken + ": is no JSON from line 1")
                .contains("missing.json: cannot be read (NoSuchFileException)")
                .contains("Nothing was published")
                .doesNotContain("secret-name");
    }

    @Test
    void shouldLeaveTheChecksToTheWorkerIfTold() {
        String bad = file("bad.json", INTENT.formatted("i3").replace("a@example.com", "no address"));

        assertThat(run("publish", bad)).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(run("publish", "--no-check", bad)).isZero();

        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldPublishNothingInADryRun() {
        assertThat(run("publish", "--dry-run", file("i.json", INTENT.formatted("i1"))))
                .isZero();

        assertThat(sent).isEmpty();
        assertThat(out.toString()).contains("intents that could be published: 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTRY_UNAVAILABLE", "BROKER_UNAVAILABLE"})
    void shouldTellWhyAnIntentCouldNotBePublished(ExitCode code) {
        receipt = new Receipt.Failed(code, "nobody there");

        assertThat(run("publish", file("i.json", INTENT.formatted("i1")))).isEqualTo(code.number());

        assertThat(err.toString()).contains("workday:1/i1#0: nobody there");
        assertThat(out.toString()).contains("published: 0 of 1");
    }

    @Test
    void shouldPrintTheTopologyAndTheVersions() {
        assertThat(run("topology")).isZero();
        assertThat(run("version")).isZero();

        assertThat(out.toString()).contains("the topology").contains("Kafka 4.", "Java 25");
    }

    @Test
    void shouldHaveADifferentNumberForEachWayOfEnding() {
        assertThat(ExitCode.values())
                .extracting(ExitCode::number)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new IllegalStateException("the temporary folder cannot be written", e);
        }
    }

    private int run(String... arguments) {
        return cli(_ -> workerEnds)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    private CommandLine cli(Function<LiveSettings, ExitCode> worker) {
        return Cli.create(new Wiring(
                file -> new Sources(file, environment, Map.of()),
                worker,
                () -> "the topology",
                (_, missing) -> {
                    asked.add(missing);
                    return topics;
                },
                _ -> new RecordingSink(),
                _ -> desk,
                _ -> new FakeLetterDesk(),
                new ManualTime(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
    }

    private final class RecordingSink implements IntentSink {
        @Override
        public Supplier<Receipt> send(Intent intent) {
            sent.add(intent);
            return () -> receipt;
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldHandTheSettingsToTheWorker() {
        List<Settings> given = new ArrayList<>();
        int code = cli(settings -> {
                    given.add(settings.settings());
                    return ExitCode.OK;
                })
                .execute("run");

        assertThat(code).isZero();
        assertThat(given)
                .singleElement()
                .satisfies(settings ->
                        assertThat(settings.kombo().apiKey().value()).isEqualTo("key-in-test"));
    }
}
