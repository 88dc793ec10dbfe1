package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.Application;
import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.ledger.Codes;
import courier.ops.ExitCode;
import courier.outcome.Notice;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One worker on the real parts, and every way in which an intent can end in it. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PipelineIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final byte[] KEY = "job-1".getBytes(StandardCharsets.UTF_8);

    private RunningWorker worker;
    private Stream stream;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Broker broker, Registry registry, KomboStandIn standIn) {
        kombo = standIn;
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        worker = RunningWorker.start(settings);
        stream = new Stream(settings);
    }

    @AfterAll
    void stop() {
        stream.close();
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldDeliverAnIntentOnceAndSaySo() {
        stream.ask(SampleIntents.of("happy"));

        stream.awaitSuccess("happy");

        assertThat(stream.successes())
                .filteredOn(success -> success.getIntentId().equals("happy"))
                .singleElement()
                .satisfies(success -> {
                    assertThat(success.getAttempts()).isEqualTo(1);
                    assertThat(success.getApplication().getId()).isNotBlank();
                    assertThat(success.getWarnings()).isEmpty();
                    assertThat(success.getRequestDigest()).hasSize(64);
                    assertThat(success.getStartedAt()).isNotNull();
                });
        assertThat(kombo.journal().postsOf("happy")).hasSize(1);
    }

    @Test
    void shouldPassOnWhatKomboWarnsOf() {
        kombo.behaviours().ofJob("job-warned", Behaviour.always(new Act.Warn(List.of("No field for the phone."))));
        stream.ask(intent("warned", "job-warned"));

        stream.awaitSuccess("warned");
        await().atMost(SOON)
                .until(() -> stream.read().warnings().stream()
                        .anyMatch(warning -> warning.getIntentId().equals("warned")));

        assertThat(stream.warnings())
                .filteredOn(warning -> warning.getIntentId().equals("warned"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.getCode()).isEqualTo(Notice.KOMBO_WARNING);
                    assertThat(warning.getMessage()).isEqualTo("No field for the phone.");
                });
    }

    @Test
    void shouldDeadLetterWhatKomboRefuses() {
        kombo.behaviours().ofJob("job-closed", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        stream.ask(intent("refused", "job-closed"));

        ApplicationDeadLetter letter = stream.awaitDeadLetter("refused");

        assertThat(letter.getCode()).isEqualTo("ATS.JOB_CLOSED");
        assertThat(letter.getStage()).isEqualTo("submission");
        assertThat(letter.getAction()).isEqualTo("never");
        assertThat(letter.getInDoubt()).isFalse();
        assertThat(letter.getIntent()).isEqualTo(intent("refused", "job-closed"));
        assertThat(letter.getAttempts()).hasSize(1);
    }

    @Test
    void shouldParkWhatMayHaveBeenCreated() {
        kombo.behaviours().ofJob("job-cut", Behaviour.always(new Act.Cut(Act.Moment.AFTER_CREATION)));
        stream.ask(intent("cut", "job-cut"));

        ApplicationDeadLetter letter = stream.awaitDeadLetter("cut");

        assertThat(letter.getCode()).isEqualTo(Codes.OUTCOME_UNKNOWN);
        assertThat(letter.getInDoubt()).isTrue();
        assertThat(letter.getAction()).isEqualTo("needs-decision");
        assertThat(kombo.journal().postsOf("cut")).hasSize(1);
    }

    @Test
    void shouldCallAgainAfterAnOutageOfTheAts() {
        kombo.behaviours().ofJob("job-flaky", Behaviour.first(2, Act.Refuse.with(ErrorCode.REMOTE_UNAVAILABLE)));
        stream.ask(intent("flaky", "job-flaky"));

        stream.awaitSuccess("flaky");

        assertThat(kombo.journal().postsOf("flaky")).hasSize(3);
        assertThat(stream.successes())
                .filteredOn(success -> success.getIntentId().equals("flaky"))
                .singleElement()
                .satisfies(success -> assertThat(success.getAttempts()).isEqualTo(3));
    }

    @Test
    void shouldDeadLetterUndecodableBytesWithTheBytes() {
        byte[] garbage = {9, 9, 9};
        byte[] unknownSchema = {0, 0, 127, 1, 1, 2};
        stream.ask(KEY, garbage);
        stream.ask(KEY, unknownSchema);
        stream.ask(KEY, null);
        await().atMost(SOON).until(() -> undecodable().size() == 3);

        assertThat(undecodable())
                .extracting(ApplicationDeadLetter::getCode)
                .containsExactlyInAnyOrder("UNDECODABLE", "UNDECODABLE", "TOMBSTONE");
        assertThat(undecodable()).anySatisfy(letter -> {
            assertThat(letter.getRawValue().array()).isEqualTo(garbage);
            assertThat(letter.getRawKey().array()).isEqualTo(KEY);
        });
    }

    @Test
    void shouldDeadLetterAnInvalidIntentWithoutACall() {
        ApplicationIntent intent = SampleIntents.of("no-integration", "invalid", "job-1");
        stream.ask(intent);

        ApplicationDeadLetter letter = stream.awaitDeadLetter("invalid");

        assertThat(letter.getCode()).isEqualTo(Codes.INVALID_INTENT);
        assertThat(letter.getViolations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.getPointer()).isEqualTo("/integration_id"));
        assertThat(kombo.journal().postsOf("invalid")).isEmpty();
    }

    /** It came in compressed, within the topic's limit; plain it is larger than any limit of a topic. */
    @Test
    void shouldTakeAnIntentThatIsLargeOnlyWhenUnpacked() {
        ApplicationIntent large = ApplicationIntent.newBuilder(SampleIntents.of("large"))
                .setApplication(Application.newBuilder(SampleIntents.of("large").getApplication())
                        .setRemoteFields("{\"greenhouse\":{\"application\":{\"note\":\""
                                + "lorem ipsum ".repeat(500_000) + "\"}}}")
                        .build())
                .build();
        stream.ask(large);

        stream.awaitSuccess("large");

        assertThat(kombo.journal().postsOf("large")).hasSize(1);
    }

    @Test
    void shouldCallOnceForAnIntentThatComesTwice() {
        stream.ask(SampleIntents.of("twice"));
        stream.ask(SampleIntents.of("twice"));
        stream.awaitSuccess("twice");
        stream.ask(SampleIntents.of("twice"));
        stream.ask(SampleIntents.of("after-twice"));
        stream.awaitSuccess("after-twice");

        assertThat(kombo.journal().postsOf("twice")).hasSize(1);
        assertThat(stream.successes())
                .filteredOn(success -> success.getIntentId().equals("twice"))
                .hasSize(1);
    }

    @Test
    void shouldDeadLetterAnotherRequestUnderATakenId() {
        stream.ask(intent("taken", "job-a"));
        stream.awaitSuccess("taken");
        stream.ask(intent("taken", "job-b"));
        stream.ask(intent("taken", "job-b"));

        ApplicationDeadLetter letter = stream.awaitDeadLetter("taken");

        assertThat(letter.getCode()).isEqualTo(Codes.INTENT_ID_REUSED);
        assertThat(letter.getJobId()).isEqualTo("job-b");
        stream.ask(SampleIntents.of("after-taken"));
        stream.awaitSuccess("after-taken");
        assertThat(stream.deadLetters())
                .filteredOn(other -> "taken".equals(other.getIntentId()))
                .hasSize(1);
        assertThat(kombo.journal().postsOf("taken")).hasSize(1);
    }

    @Test
    void shouldLetAReplayInAfterARefusalAndRefuseOneOfADelivery() {
        kombo.behaviours().ofJob("job-later", Behaviour.first(1, Act.Refuse.with(ErrorCode.REMOTE_INPUT_INVALID)));
        stream.ask(generation("replayed", 0));
        stream.awaitDeadLetter("replayed");

        stream.ask(generation("replayed", 1));
        stream.awaitSuccess("replayed");
        stream.ask(generation("replayed", 2));

        await().atMost(SOON)
                .until(() -> stream.read().deadLetters().stream()
                        .anyMatch(letter -> Codes.ALREADY_DELIVERED.equals(letter.getCode())));
        assertThat(kombo.journal().postsOf("replayed")).hasSize(2);
        assertThat(stream.warnings())
                .anySatisfy(warning -> assertThat(warning.getCode()).isEqualTo(Codes.REPLAY_REFUSED));
    }

    private static ApplicationIntent intent(String intentId, String jobId) {
        return SampleIntents.of(SampleIntents.INTEGRATION, intentId, jobId);
    }

    private static ApplicationIntent generation(String intentId, int generation) {
        return SampleIntents.of(SampleIntents.INTEGRATION, intentId, "job-later", generation);
    }

    private List<ApplicationDeadLetter> undecodable() {
        return stream.read().deadLetters().stream()
                .filter(letter -> letter.getIntentId() == null)
                .toList();
    }
}
