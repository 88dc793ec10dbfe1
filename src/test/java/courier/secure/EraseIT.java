package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.RunningWorker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code courier erase} on real topics. */
@WithParts
class EraseIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void shouldFindAPersonAndDeleteWhatMayBeDeleted(Broker broker, Registry registry, KomboStandIn kombo)
            throws Exception {
        Map<String, String> values = TestSettings.values(broker, registry, kombo);
        Settings settings = TestSettings.of(values);
        kombo.behaviours().ofJob("job-bad", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        try (RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            // of one job, and so in one partition
            stream.ask(SampleIntents.of("workday:a", "older", "job-bad"));
            var _ = stream.awaitDeadLetter("older");
            stream.ask(SampleIntents.of("workday:a", "wanted", "job-bad"));
            stream.ask(SampleIntents.of("workday:b", "delivered", "job-1"));
            await().atMost(SOON).until(() -> stream.read().ends() == 3);
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }

        String byIntent = run(values, ExitCode.OK, "--intent", "workday:a/wanted");
        assertThat(byIntent)
                .contains(settings.topics().intents(), settings.topics().deadLetters())
                .contains("records: 2, that can be deleted: 2, older ones of others before them: 2")
                .doesNotContain("@example.com");
        assertThat(run(values, ExitCode.OK, "--email-digest", digest("wanted@example.com")))
                .isEqualTo(byIntent);
        assertThat(run(values, ExitCode.OK, "--email-digest", digest("nobody@example.com")))
                .contains("records: 0,");
        assertThat(run(values, ExitCode.OK, "--intent", "workday:b/delivered"))
                .containsPattern(settings.topics().successes() + " +\\d+@\\d+ .*stays")
                .contains("records: 2, that can be deleted: 1");

        String refused = run(values, ExitCode.INVALID_INPUT, "--intent", "workday:a/wanted", "--delete");
        assertThat(refused).contains("Nothing was deleted", "--with-older");
        assertThat(run(values, ExitCode.OK, "--intent", "workday:a/wanted")).isEqualTo(byIntent);

        assertThat(run(values, ExitCode.OK, "--intent", "workday:a/wanted", "--delete", "--with-older"))
                .contains("deleted, for every reader");
        assertThat(run(values, ExitCode.OK, "--intent", "workday:a/wanted")).contains("records: 0,");
        assertThat(run(values, ExitCode.OK, "--intent", "workday:b/delivered", "--delete"))
                .as("nobody else is older there, or it says so")
                .contains("deleted, for every reader");
    }

    /** The ledger has not got it yet: deleted now, it would be lost. */
    @Test
    void shouldLeaveAnIntentThatNoWorkerHasRead(Broker broker, Registry registry, KomboStandIn kombo) {
        Map<String, String> values = TestSettings.values(broker, registry, kombo);
        Settings settings = TestSettings.of(values);
        assertThat(Commands.run(values, "", "topics", "--create").code()).isZero();
        try (Stream stream = new Stream(settings)) {
            stream.ask(SampleIntents.of("workday:a", "unread", "job-1"));
        }

        assertThat(run(values, ExitCode.OK, "--intent", "workday:a/unread", "--delete", "--with-older"))
                .contains("records: 1, that can be deleted: 0")
                .doesNotContain("deleted, for every reader");
        assertThat(run(values, ExitCode.OK, "--intent", "workday:a/unread")).contains("records: 1,");
    }

    @Test
    void shouldAskForADigestInThePlaceOfAnAddress(Broker broker, Registry registry, KomboStandIn kombo) {
        Map<String, String> values = TestSettings.values(broker, registry, kombo);

        assertThat(run(values, ExitCode.INVALID_INPUT, "--email-digest", "ada@example.com"))
                .contains("not the address");
        assertThat(run(values, ExitCode.INVALID_INPUT)).contains("--intent");
    }

    private static String run(Map<String, String> values, ExitCode expected, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "erase";
        System.arraycopy(options, 0, arguments, 1, options.length);
        Commands.Result result = Commands.run(values, "", arguments);
        assertThat(result.code()).as("%s", result).isEqualTo(expected.number());
        return result.out() + result.err();
    }

    private static String digest(String address) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8)));
    }
}
