package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.Wire;
import courier.testing.WithParts;
import courier.topology.AccessRole;
import courier.topology.RunningWorker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Workers and commands over SASL_SSL, each with exactly the rights that {@code courier acls} prints for it. What the
 * broker writes down of the rights in use shows that none of them is too many.
 */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AclsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final byte[] KEY = "job-1".getBytes(StandardCharsets.UTF_8);
    /** In the wire format, under a schema id that no registry has given. */
    private static final byte[] OF_UNKNOWN_SCHEMA = {0, 0, 15, 66, 63, 1, 2, 3};

    private SecureBroker broker;
    private Registry registry;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Registry shared, KomboStandIn standIn) {
        registry = shared;
        kombo = standIn;
        broker = SecureBroker.start();
        broker.auditRights();
        for (AccessRole role : AccessRole.values()) {
            broker.user(user(role), password(role));
        }
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void shouldDeliverRestartAndHandOverOnExactlyThePrintedRights() throws Exception {
        URI direct = URI.create(registry.url());
        try (Wire wire = new Wire(direct)) {
            Map<String, String> values = values();
            values.put(
                    "registry.properties.schema.registry.url",
                    wire.through(direct).toString());
            paste(values, AccessRole.WORKER);
            Settings settings = settings(values, AccessRole.WORKER);
            kombo.behaviours().ofJob("job-refused", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
            kombo.behaviours().ofJob("job-warned", Behaviour.always(new Act.Warn(List.of("No field for it."))));
            kombo.behaviours()
                    .ofIntegration("workday:broken", Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
            RunningWorker first = RunningWorker.start(settings);
            Stream stream = new Stream(TestSettings.of(values));
            stream.ask(SampleIntents.of("workday:a", "well", "job-1"));
            stream.ask(SampleIntents.of("workday:b", "refused", "job-refused"));
            stream.ask(SampleIntents.of("workday:c", "warned", "job-warned"));
            for (int i = 0; i < 5; i++) {
                stream.ask(SampleIntents.of("workday:broken", "held-" + i, "job-1"));
            }
            await().atMost(SOON)
                    .until(() -> stream.read().ends() == 3 && !stream.warnings().isEmpty());
            // a record of a schema that cannot be asked for waits in a store
            wire.cut();
            stream.ask(KEY, OF_UNKNOWN_SCHEMA);
            await("the waiting record is written").atMost(SOON).until(() -> isUsed("decode-waiting", "WRITE"));
            wire.mend();
            await().atMost(SOON).until(() -> stream.read().ends() == 4);

            assertThat(first.stop()).isEqualTo(ExitCode.OK);
            RunningWorker again = RunningWorker.start(settings);
            Map<String, String> elsewhere = new HashMap<>(values);
            elsewhere.put("kafka.state-dir", Fresh.directory("state").toString());
            // its stores are restored from the changelogs once the other one is gone
            RunningWorker second = RunningWorker.start(settings(elsewhere, AccessRole.WORKER));
            stream.ask(SampleIntents.of("workday:d", "two-workers", "job-1"));
            await().atMost(SOON).until(() -> stream.read().ends() == 5);
            assertThat(again.stop()).isEqualTo(ExitCode.OK);
            stream.ask(SampleIntents.of("workday:a", "handed-over", "job-1"));
            await().atMost(SOON).until(() -> stream.read().ends() == 6);
            await("what was read is deleted").atMost(SOON).until(() -> isUsed("repartition", "DELETE"));
            assertThat(second.stop()).isEqualTo(ExitCode.OK);
            stream.close();
            assertUsedExactly(AccessRole.WORKER, TestSettings.of(values));
        }
    }

    @Test
    void shouldRunWithTheStreamsProtocolOnTopicsThatAnotherUserMade() {
        Map<String, String> values = values();
        values.put("topics.create", "false");
        for (AccessRole role : List.of(AccessRole.TOPICS, AccessRole.TOPICS_CHECK, AccessRole.WORKER)) {
            allow(Right.of(role, TestSettings.of(values)), role);
        }
        assertRuns(values, AccessRole.TOPICS, "topics", "--create");
        assertRuns(values, AccessRole.TOPICS_CHECK, "topics");

        Map<String, String> protocol = new HashMap<>(values);
        protocol.keySet().removeIf(key -> key.startsWith("kafka.properties.consumer."));
        protocol.put("kafka.properties.group.protocol", "streams");
        try (Stream stream = new Stream(TestSettings.of(values))) {
            RunningWorker worker = RunningWorker.start(settings(protocol, AccessRole.WORKER));
            stream.ask(SampleIntents.of("workday:a", "by-the-new-protocol", "job-1"));
            await().atMost(SOON).until(() -> stream.read().ends() == 1);
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }
        // now that the topics of Kafka Streams are there as well
        assertRuns(values, AccessRole.TOPICS, "topics", "--create");
        assertRuns(values, AccessRole.TOPICS_CHECK, "topics");
        assertUsedExactly(AccessRole.TOPICS, TestSettings.of(values));
        assertUsedExactly(AccessRole.TOPICS_CHECK, TestSettings.of(values));
    }

    @Test
    @Tag("slow")
    void shouldRunEachCommandOnExactlyThePrintedRights() throws Exception {
        Map<String, String> values = values();
        Map<String, String> plain = new HashMap<>(values);
        assertThat(Commands.run(plain, "", "topics", "--create").code()).isZero();
        List<AccessRole> roles = List.of(
                AccessRole.PUBLISH, AccessRole.DEAD_LETTERS, AccessRole.REPLAY, AccessRole.HOLDS, AccessRole.ERASE);
        for (AccessRole role : roles) {
            paste(values, role);
        }
        kombo.behaviours().ofJob("job-warned", Behaviour.always(new Act.Warn(List.of("No field for it."))));
        kombo.behaviours().ofJob("job-2", Behaviour.first(1, Act.Refuse.with(ErrorCode.REMOTE_INPUT_INVALID)));
        RunningWorker worker = RunningWorker.start(TestSettings.of(values));
        try (Stream stream = new Stream(TestSettings.of(values))) {
            assertRuns(values, AccessRole.PUBLISH, "publish", "config/sandbox/05-job-closed.json");
            stream.ask(SampleIntents.of("workday:a", "refused", "job-2"));
            var _ = stream.awaitDeadLetter("refused");
            stream.ask(SampleIntents.of("workday:c", "warned", "job-warned"));
            await().atMost(SOON).until(() -> !stream.read().warnings().isEmpty());
            assertRuns(values, AccessRole.DEAD_LETTERS, "dead-letters");
            assertRuns(values, AccessRole.REPLAY, "replay", "--intent", "refused", "--session", "s", "--yes");
            assertRuns(values, AccessRole.HOLDS, "holds");
            assertRuns(values, AccessRole.HOLDS, "holds", "begin", "workday:z", "--reason", "a test", "--wait", "60s");
            stream.awaitSuccess("refused");
            assertRuns(values, AccessRole.ERASE, "erase", "--intent", "workday:a/refused", "--delete", "--with-older");
        }
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        for (AccessRole role : roles) {
            assertUsedExactly(role, TestSettings.of(values));
        }
    }

    private void allow(List<Right> rights, AccessRole role) {
        broker.allow(rights.stream().map(right -> right.binding(user(role))).toList());
    }

    private void assertUsedExactly(AccessRole role, Settings settings) {
        List<Right> rights = Right.of(role, settings);
        await("the rights of " + role.text())
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Right.used(rights, user(role), broker.log()))
                        .isEqualTo(rights.stream().map(Right::text).collect(Collectors.toCollection(TreeSet::new))));
        assertThat(Right.denied(user(role), broker.log()))
                .filteredOn(denied -> denied.contains(settings.kafka().applicationId()))
                .as("what %s was denied", role.text())
                .isEmpty();
    }

    private boolean isUsed(String topic, String operation) {
        return broker.log().anyMatch(line -> line.contains("Allowed operation = " + operation) && line.contains(topic));
    }

    private void assertRuns(Map<String, String> values, AccessRole role, String... arguments) {
        Commands.Result result = Commands.run(secured(values, role), "", arguments);
        assertThat(result.code())
                .as("%s: %s", String.join(" ", arguments), result)
                .isZero();
    }

    /** Pastes what the product prints, and nothing else. */
    private void paste(Map<String, String> values, AccessRole role) throws Exception {
        Map<String, String> reachable = new HashMap<>(values);
        reachable.put("kafka.bootstrap-servers", broker.bootstrapServers());
        Commands.Result printed = Commands.run(
                reachable,
                "",
                "acls",
                "--role",
                role.text(),
                "--principal",
                "User:" + user(role),
                "--command-config",
                broker.commandConfig().toString());
        assertThat(printed.code()).as(printed.err()).isZero();
        AclTool.paste(printed.out(), Fresh.directory("acls"));
    }

    /** For a new application; as the super user, without credentials. */
    private Map<String, String> values() {
        Map<String, String> values = TestSettings.values(
                broker.plainBootstrapServers(), registry.url(), kombo.baseUrl().toString());
        values.put("kombo.api-key", WithParts.API_KEY);
        values.put("kafka.properties.repartition.purge.interval.ms", "500");
        values.put("hold.probe-interval", "30m");
        return values;
    }

    private Map<String, String> secured(Map<String, String> values, AccessRole role) {
        Map<String, String> secured = new HashMap<>(values);
        secured.put("kafka.bootstrap-servers", broker.bootstrapServers());
        secured.putAll(broker.properties(user(role), password(role)));
        return secured;
    }

    private Settings settings(Map<String, String> values, AccessRole role) {
        return TestSettings.of(secured(values, role));
    }

    private static String user(AccessRole role) {
        return "of-" + role.text();
    }

    private static String password(AccessRole role) {
        return "pass-" + role.text();
    }
}
