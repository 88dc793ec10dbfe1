package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.IntegrationHold;
import courier.config.Settings;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.RunningWorker;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hold of a real worker, through its restart, listed and released by the command. */
@WithParts
class HoldsIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String BROKEN = "workday:holdsAccessRevoked";

    @Test
    void shouldKeepAHoldThroughARestartAndReleaseItOnCommand(Broker broker, Registry registry, KomboStandIn kombo) {
        Map<String, String> values = TestSettings.values(broker, registry, kombo);
        // no probe ends it while the test looks
        values.put("hold.probe-interval", "30m");
        Settings settings = TestSettings.of(values);
        kombo.behaviours().ofIntegration(BROKEN, Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
        Instant since;
        try (RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            for (int i = 0; i < 5; i++) {
                stream.ask(SampleIntents.of(BROKEN, "held-" + i, "job-1"));
            }
            since = awaitHeld(settings).getSince();
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }
        // another state directory: what the new worker knows comes from the changelogs
        values.put("kafka.state-dir", Fresh.directory("state").toString());
        try (RunningWorker _ = RunningWorker.start(TestSettings.of(values));
                Stream stream = new Stream(settings)) {
            stream.ask(SampleIntents.of("workday:holdsWell", "well", "job-1"));
            await().atMost(SOON).until(() -> stream.read().successes().size() == 1);
            assertThat(awaitHeld(settings).getSince()).as("the same hold").isEqualTo(since);
            assertThat(run(values, "holds")).contains(BROKEN, "INTEGRATION.AUTHENTICATION_INVALID");

            kombo.behaviours().ofIntegration(BROKEN, Behaviour.WELL);
            String told = run(values, "holds", "release", BROKEN, "--reason", "granted again", "--wait", "60s");

            assertThat(told).contains("sent to partitions: 1", BROKEN + ": ended. The integration is called again.");
            await().atMost(SOON).until(() -> stream.read().successes().size() == 6);
            assertThat(stream.deadLetters()).isEmpty();
            assertThat(run(values, "holds")).contains("Nothing is held.");
            assertThat(run(values, "holds", "release", "--all", "--wait", "60s"))
                    .contains("sent to partitions: " + TestSettings.PARTITIONS, "* (partition 0): none.");
        }
    }

    private static IntegrationHold awaitHeld(Settings settings) {
        try (HoldDesk desk = KafkaHoldDesk.open(settings)) {
            await().atMost(SOON)
                    .until(() -> desk.read().stream().anyMatch(hold -> BROKEN.equals(hold.getIntegrationId())));
            List<IntegrationHold> held =
                    desk.read().stream().filter(HoldTable::isHeld).toList();
            assertThat(held).hasSize(1);
            return held.getFirst();
        }
    }

    /** Runs a command, which must end well, and returns what it printed. */
    private static String run(Map<String, String> values, String... arguments) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put("courier." + key, value));
        Wiring live = Wiring.ofProcess(_ -> ExitCode.OK, () -> "");
        Wiring wiring = new Wiring(
                _ -> new Sources(null, Map.of(), properties),
                live.worker(),
                live.topology(),
                live.topics(),
                live.sink(),
                live.holds(),
                live.time(),
                InputStream.nullInputStream());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Cli.create(wiring)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
