package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import courier.avro.HoldCommand;
import courier.avro.IntegrationHold;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.outcome.HoldCommand.Kind;
import courier.testing.ManualTime;
import courier.topology.Preparation;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HoldsCommandTest {

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeHoldDesk desk = new FakeHoldDesk();
    private final ManualTime time = new ManualTime();

    private static IntegrationHold hold(@Nullable String integration, String state) {
        return IntegrationHold.newBuilder()
                .setIntegrationId(integration)
                .setPartition(2)
                .setState(state)
                .setScope(integration == null ? "key" : "integration")
                .setCode("SOME.CODE")
                .setMessage("What to do.")
                .setSince(SINCE)
                .setUntil(SINCE.plus(Duration.ofDays(3)))
                .setProbes(4)
                .setQueued(1_234)
                .setOldestAdmittedAt(SINCE.minusSeconds(5))
                .setCommand(new HoldCommand("id", "ops", "why", SINCE))
                .setToldAt(SINCE.plusSeconds(9))
                .build();
    }

    @Test
    void shouldListWhatIsHeldAndNothingElse() {
        desk.records.addAll(List.of(
                hold("workday:over", "ended"),
                hold("workday:never", "none"),
                hold("workday:held", "ongoing"),
                hold(null, "begun")));

        assertThat(run("holds")).isZero();

        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString())
                .containsPattern("workday:held +integration +SOME.CODE +2026-01-02T03:04:05Z +2026-01-05T03:04:05Z +4"
                        + " +1234 +2026-01-02T03:04:00Z +2026-01-02T03:04:14Z")
                .contains("* (partition 2)")
                .doesNotContain("workday:over", "workday:never");
        assertThat(desk.closed).isTrue();
    }

    @Test
    void shouldListForScripts() {
        desk.records.add(hold(null, "begun"));

        assertThat(run("holds", "--json")).isZero();

        assertThat(out.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "\"integration_id\":null",
                                "\"partition\":2",
                                "\"probes\":4",
                                "\"next_probe_at\":null"));
    }

    @Test
    void shouldSayThatNothingIsHeld() {
        assertThat(run("holds")).isZero();

        assertThat(out.toString()).contains("Nothing is held.");
    }

    @Test
    void shouldSendAReleaseAndPrintWhatWasToldOfIt() {
        desk.answers.add(hold("workday:a", "ended"));

        assertThat(run("holds", "release", "workday:a", "--by", "ops", "--reason", "mended"))
                .isZero();

        assertThat(desk.sent).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(Kind.RELEASE);
            assertThat(command.integrationId()).isEqualTo("workday:a");
            assertThat(command.by()).isEqualTo("ops");
            assertThat(command.reason()).isEqualTo("mended");
            assertThat(command.at()).isEqualTo(time.wallMillis());
            assertThat(command.id()).isNotBlank();
        });
        assertThat(out.toString()).contains("sent to partitions: 1", "workday:a: ended. What to do.");
    }

    @Test
    void shouldWaitForEachPartitionsOwnAnswerToACommandForAll() {
        desk.answers.addAll(List.of(hold("workday:a", "ended"), hold(null, "none"), hold(null, "none")));
        assertThat(run("holds", "release", "--all")).isEqualTo(ExitCode.NOT_CONFIRMED.number());
        assertThat(err.toString()).contains("Not confirmed in time");

        desk.answers.add(hold(null, "ended"));
        assertThat(run("holds", "release", "--all")).isZero();
        assertThat(desk.sent.getLast().integrationId()).isNull();
    }

    @Test
    void shouldNotWaitIfToldNotTo() {
        assertThat(run("holds", "begin", "workday:a", "--wait", "0s")).isZero();

        assertThat(desk.sent.getLast().kind()).isEqualTo(Kind.BEGIN);
    }

    @Test
    void shouldExtendUntilATimeOrForATime() {
        run("holds", "extend", "workday:a", "--for", "48h");
        run("holds", "extend", "workday:a", "--until", "2030-01-31T12:00:00Z");

        assertThat(desk.sent.getFirst().until())
                .isEqualTo(time.wallMillis() + Duration.ofDays(2).toMillis());
        assertThat(desk.sent.getLast().until())
                .isEqualTo(Instant.parse("2030-01-31T12:00:00Z").toEpochMilli());
        assertThat(desk.sent).allMatch(command -> command.kind() == Kind.EXTEND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holds release",
                "holds release workday:a --all",
                "holds extend workday:a",
                "holds extend workday:a --for 2w",
                "holds extend workday:a --for 1h --until 2030-01-31T12:00:00Z",
                "holds forget workday:a"
            })
    void shouldSendNothingWhereTheUsageIsWrong(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.INVALID_INPUT.number());

        assertThat(desk.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"holds", "holds release", "holds extend", "holds begin"})
    void shouldHelpByExample(String line) {
        assertThat(run((line + " --help").split(" "))).isZero();

        assertThat(out.toString()).contains("Usage: courier " + line, "Examples:", "--config=FILE");
    }

    @Test
    void shouldTellInOneLineWhatCannotBeReached() {
        HoldDesk away = new HoldDesk() {
            @Override
            public List<IntegrationHold> read() {
                throw new TimeoutException("too late");
            }

            @Override
            public int send(courier.outcome.HoldCommand command) {
                throw new TimeoutException("too late");
            }

            @Override
            public List<IntegrationHold> await(courier.outcome.HoldCommand command, int answers, Duration patience) {
                throw new TimeoutException("too late");
            }

            @Override
            public void close() {}
        };

        assertThat(run(away, "holds")).isEqualTo(ExitCode.BROKER_UNAVAILABLE.number());

        assertThat(err.toString().lines())
                .containsExactly("Holds cannot be read or commanded: TimeoutException: too late");
    }

    private int run(String... arguments) {
        return run(desk, arguments);
    }

    private int run(HoldDesk at, String... arguments) {
        CommandLine line = Cli.create(new Wiring(
                file -> new Sources(file, Map.of(), Map.of()),
                _ -> ExitCode.OK,
                () -> "",
                (_, _) -> new Preparation.Checked(List.of()),
                KafkaIntentSink::open,
                _ -> at,
                time,
                InputStream.nullInputStream()));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }
}
