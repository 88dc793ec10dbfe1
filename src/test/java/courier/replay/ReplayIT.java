package courier.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationSuccess;
import courier.config.Settings;
import courier.intent.Identity;
import courier.ledger.Codes;
import courier.ops.ExitCode;
import courier.ops.Time;
import courier.outcome.Application;
import courier.outcome.OutcomeCodec;
import courier.outcome.OutcomeRecord.Attempted;
import courier.outcome.Verdict;
import courier.replay.Console.Answer;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.part.Broker;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.ClientSettings;
import courier.topology.Partitioning;
import courier.topology.RunningWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Dead letters of a real worker, brought back by the command. */
@WithParts
class ReplayIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path DOCUMENT = Path.of("docs", "replay.md");
    private static final String FIX =
            "[{\"op\": \"replace\", \"path\": \"/application/candidate/gender\", \"value\": \"FEMALE\"}]\n";

    @Test
    void shouldBringBackAllThatCanBeFixedEachOnceThoughTheReplayerIsKilled(
            Broker broker, Registry registry, KomboStandIn kombo) throws IOException {
        Path files = Fresh.directory("files");
        Path fix = Files.writeString(files.resolve("fix.json"), FIX);
        try (HidingRegistry hiding = new HidingRegistry(registry.url())) {
            Settings settings = TestSettings.fresh(
                    broker,
                    registry,
                    kombo,
                    Map.of(
                            "registry.properties.schema.registry.url", hiding.url(),
                            "attachments.file-roots", files.toString()));
            BadDay day = new BadDay(kombo, files, hiding);
            Console console = new Console(settings);
            try (RunningWorker worker = RunningWorker.start(settings);
                    Stream stream = new Stream(settings)) {
                day.publish(stream);
                await().atMost(SOON).until(() -> stream.read().ends() == BadDay.ALL);

                look(console, stream);
                day.mend();
                console.note("meanwhile: the job is open again, the file is back, the producer's schema is registered");
                console.note("fix.json: " + FIX.strip());
                correct(console, stream, fix);
                bringBackTheRest(console);

                await().atMost(SOON).until(() -> stream.read().successes().size() >= BadDay.GOOD + BadDay.FIXABLE);
                assertThat(worker.stop()).isEqualTo(ExitCode.OK);
                account(stream, kombo);
            }
            compare(console.transcript());
        }
    }

    private static void look(Console console, Stream stream) {
        Answer groups = console.tell(20, "dead-letters", "--group-by", "code,action");
        assertThat(groups.code()).isZero();
        assertThat(groups.out())
                .containsPattern("INVALID_INTENT +needs-correction +" + BadDay.INVALID + " +0")
                .containsPattern("OUTCOME_UNKNOWN +needs-decision +" + BadDay.DOUBTFUL + " +" + BadDay.DOUBTFUL)
                .containsPattern("SCHEMA_UNKNOWN +needs-correction +" + BadDay.UNDECODABLE)
                .contains("dead letters: " + (BadDay.ALL - BadDay.GOOD) + ", groups: 6, shown: 6");
        assertThat(stream.deadLetters()).hasSize(BadDay.ALL - BadDay.GOOD);
        Answer one = console.tell(20, "dead-letters", "--intent", "gone-7");
        String position = one.out().lines().skip(1).findFirst().orElseThrow().split(" ")[0];
        Answer shown = console.tell(100, "dead-letters", "show", position);
        assertThat(shown.out()).contains("ATTACHMENT_MISSING").doesNotContain("@example.com", "Ada");
        Answer csv = console.run("dead-letters", "--format", "csv");
        assertThat(csv.out().lines()).hasSize(1 + BadDay.ALL - BadDay.GOOD);
        Answer json = console.run("dead-letters", "--format", "json");
        assertThat(json.out()).doesNotContain("@example.com", "Ada");
    }

    /** The replayer is killed half-way, and started again. */
    private static void correct(Console console, Stream stream, Path fix) {
        Answer broken = console.tell(20, "replay", "--intent", "invalid-7", "--dry-run");
        assertThat(broken.out()).contains("INVALID", "/application/candidate/gender: must be one of MALE, FEMALE");
        Answer dry = console.tell(20, "replay", "--intent", "invalid-7", "--patch", fix.toString(), "--dry-run");
        assertThat(dry.out()).contains("invalid-7#0 -> #1", "would be replayed: 1");
        String[] replay = {
            "replay", "--code", "INVALID_INTENT", "--patch", fix.toString(), "--session", "gender", "--yes"
        };
        String[] slowly = {
            "replay",
            "--code",
            "INVALID_INTENT",
            "--patch",
            fix.toString(),
            "--session",
            "gender",
            "--yes",
            "--rate",
            "8"
        };
        ChildProcess killed = console.start("replay-killed", slowly);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> replayed(stream) >= BadDay.INVALID / 4 || !killed.isAlive());
        killed.kill();
        assertThat(replayed(stream)).isBetween(BadDay.INVALID / 4L, BadDay.INVALID - 1L);
        console.write(slowly, killed);
        console.note("killed half-way (kill -9), and started again");
        ChildProcess again = console.start("replay-again", replay);
        assertThat(again.awaitEnd(SOON)).as(again.lastLines()).isZero();
        console.write(replay, again);
        assertThat(again.lastLines())
                .containsPattern("session: gender, goes on; replayed before: [1-9]")
                .containsPattern("(?m)^replayed: " + BadDay.INVALID + "$");
    }

    private static long replayed(Stream stream) {
        return stream.read().successes().stream()
                .filter(success -> success.getGeneration() == 1)
                .count();
    }

    private static void bringBackTheRest(Console console) {
        String codes = "REMOTE.*,ATTACHMENT_*,SCHEMA_UNKNOWN,OUTCOME_UNKNOWN,ATS.*";
        Answer answer =
                console.tell(20, "replay", "--code", codes, "--raw", "--session", "the-rest", "--rate", "200", "--yes");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("replayed: " + (BadDay.FIXABLE - BadDay.INVALID))
                .containsPattern(BadDay.DOUBTFUL + "  IN_DOUBT")
                .containsPattern(BadDay.CLOSED + "  NEVER");
        Answer done = console.run("replay", "--code", codes, "--raw", "--session", "the-rest", "--yes");
        assertThat(done.out())
                .as("a session that is done does nothing more")
                .contains("replayed: " + (BadDay.FIXABLE - BadDay.INVALID));
    }

    private static void account(Stream stream, KomboStandIn kombo) {
        Stream all = stream.read();
        assertThat(all.successes()).hasSize(BadDay.GOOD + BadDay.FIXABLE);
        assertThat(all.successes().stream().map(ApplicationSuccess::getIntentId))
                .doesNotHaveDuplicates();
        assertThat(all.deadLetters()).as("no replay has failed").hasSize(BadDay.ALL - BadDay.GOOD);
        List<Post> created = kombo.journal().created().stream()
                .filter(post -> post.integration().contains("badday"))
                .toList();
        assertThat(created.stream().map(Post::key))
                .as("the delivered ones, and those in doubt, which were created too")
                .hasSize(BadDay.GOOD + BadDay.FIXABLE + BadDay.DOUBTFUL)
                .doesNotHaveDuplicates();
    }

    private static void compare(String transcript) throws IOException {
        String document = Files.readString(DOCUMENT);
        String block = "```console\n" + transcript + "\n```";
        if (Boolean.getBoolean("replay.update")) {
            Files.writeString(
                    DOCUMENT, document.replaceFirst("(?s)```console\n.*?\n```", Matcher.quoteReplacement(block)));
        } else {
            assertThat(document)
                    .as("the transcript; -Dreplay.update=true writes it anew")
                    .contains(block);
        }
    }

    @Test
    void shouldReplayWhatIsInDoubtOnAPersonsWordAndNeverWhatWasLearnedLate(
            Broker broker, Registry registry, KomboStandIn kombo) throws Exception {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        Console console = new Console(settings);
        kombo.behaviours().ofJob("job-lost", Behaviour.first(1, new Act.Cut(Act.Moment.BEFORE_CREATION)));
        kombo.behaviours().ofJob("job-hasty", Behaviour.first(1, new Act.Cut(Act.Moment.BEFORE_CREATION)));
        kombo.behaviours().ofJob("job-late", Behaviour.first(1, new Act.Cut(Act.Moment.AFTER_CREATION)));
        try (RunningWorker _ = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            for (String name : List.of("lost", "hasty", "late")) {
                stream.ask(SampleIntents.of(SampleIntents.INTEGRATION, "replay-" + name, "job-" + name));
                assertThat(stream.awaitDeadLetter("replay-" + name).getInDoubt())
                        .isTrue();
            }
            // somebody publishes the next generation by hand, without the word: it is refused, and used up
            stream.ask(SampleIntents.of(SampleIntents.INTEGRATION, "replay-hasty", "job-hasty", 1));
            awaitDeadLetter(stream, "replay-hasty", Codes.PREVIOUS_IN_DOUBT);
            // and of one the outcome comes late
            learnLate(settings, stream.awaitDeadLetter("replay-late"));
            await().atMost(SOON)
                    .until(() -> stream.read().warnings().stream()
                            .anyMatch(warning -> warning.getCode().equals(Codes.LEARNED_LATE)));

            assertThat(console.run("replay", "--yes").out())
                    .contains("replayed: 0")
                    .containsPattern("4  IN_DOUBT");
            Answer answer = console.run("replay", "--yes", "--resubmit-unknown");

            assertThat(answer.out()).as(answer.err()).contains("replayed: 4");
            stream.awaitSuccess("replay-lost");
            stream.awaitSuccess("replay-hasty");
            awaitDeadLetter(stream, "replay-late", Codes.ALREADY_DELIVERED);
            assertThat(stream.successes())
                    .extracting(ApplicationSuccess::getIntentId, ApplicationSuccess::getGeneration)
                    .containsExactlyInAnyOrder(tuple("replay-lost", 1), tuple("replay-hasty", 2));
            await().atMost(SOON)
                    .until(() -> stream.read().warnings().stream()
                            .anyMatch(warning -> warning.getCode().equals(Codes.REPLAY_REFUSED)
                                    && warning.getIntentId().equals("replay-late")));
            assertThat(kombo.journal().postsOf("replay-late")).hasSize(1);
            assertThat(console.run("replay", "--yes", "--intent", "replay-late").out())
                    .containsPattern("1  IN_DOUBT")
                    .containsPattern("1  DELIVERED");
        }
    }

    private static void awaitDeadLetter(Stream stream, String intent, String code) {
        await().atMost(SOON)
                .until(() -> stream.read().deadLetters().stream()
                        .anyMatch(letter -> intent.equals(letter.getIntentId())
                                && letter.getCode().equals(code)));
    }

    /** As a worker does whose call was answered when the ledger had given it up. */
    private static void learnLate(Settings settings, ApplicationDeadLetter letter)
            throws ExecutionException, InterruptedException {
        Attempted success = new Attempted(
                new Identity(letter.getIntegrationId(), letter.getIntentId(), letter.getGeneration()),
                letter.getAttempts().getFirst().getNonce(),
                1,
                null,
                Time.SYSTEM.wallMillis(),
                new Verdict.Settle(Application.UNNAMED, List.of()));
        byte[] key = letter.getIntegrationId().getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                ClientSettings.producer(settings.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(
                            settings.topics().outcomes(),
                            Partitioning.of(letter.getIntegrationId(), TestSettings.PARTITIONS),
                            key,
                            OutcomeCodec.encode(success, "test", Time.SYSTEM.wallMillis())))
                    .get();
        }
    }
}
