package courier.replay;

import static courier.testing.SampleLetters.attempt;
import static courier.testing.SampleLetters.doubtful;
import static courier.testing.SampleLetters.invalid;
import static courier.testing.SampleLetters.letter;
import static courier.testing.SampleLetters.refused;
import static courier.testing.SampleLetters.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import courier.admission.Admission;
import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.DeadLetterPart;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.Violation;
import courier.ledger.Codes;
import courier.replay.Found.Letter;
import courier.testing.SampleIntents;
import courier.testing.TestSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final int MAX = 10;
    private static final long NOW = 1_800_000_000_000L;
    private static final Admission ADMISSION =
            new Admission(TestSettings.of(Map.of()).attachments());

    @Test
    void shouldReplayTheSameIntentAsTheNextGeneration() {
        Intent intent = replayed(plan(refused("again"), allowing(null)));

        assertThat(intent.identity()).isEqualTo(new Identity(SampleIntents.INTEGRATION, "again", 1));
        assertThat(intent.resubmitUnknown()).isFalse();
        assertThat(intent.replaces()).isNull();
    }

    @Test
    void shouldLeaveWhatWasNotAskedFor() {
        Selection other = new Selection(
                List.of(new Glob("ATS.*")), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null);

        assertThat(planner(other, allowing(null), true).plan(letter(refused("other"))))
                .isInstanceOf(Plan.Leave.class);
    }

    @Test
    void shouldReplayOneInDoubtOnAPersonsWordOnly() {
        assertThat(reason(plan(doubtful("doubt"), allowing(null)))).isEqualTo(Reason.IN_DOUBT);

        Intent intent = replayed(plan(doubtful("doubt"), new Guard(null, true, false, false, MAX)));

        assertThat(intent.resubmitUnknown()).isTrue();
        assertThat(intent.identity().generation()).isEqualTo(1);
    }

    @Test
    void shouldNotPutAPersonsWordIntoWhatNeedsNone() {
        assertThat(replayed(plan(refused("sure"), new Guard(null, true, false, false, MAX)))
                        .resubmitUnknown())
                .isFalse();
    }

    @Test
    void shouldNeverReplayWhatIsKnownToBeDelivered() {
        Guard everything = new Guard(null, true, true, true, MAX);

        assertThat(reason(plan(refused("done").setCode(Codes.ALREADY_DELIVERED), everything)))
                .isEqualTo(Reason.DELIVERED);
    }

    @Test
    void shouldReplayWhatCannotBeHelpedOnlyIfAskedByName() {
        ApplicationDeadLetter.Builder closed = refused("closed").setAction("never");

        assertThat(reason(plan(closed, allowing(null)))).isEqualTo(Reason.NEVER);
        assertThat(plan(closed, new Guard(null, false, false, true, MAX))).isInstanceOf(Plan.Replay.class);
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, true", "10, false", "11, false"})
    void shouldStopAtTheCapOnGenerations(int generation, boolean replayed) {
        ApplicationIntent intent = SampleIntents.of(SampleIntents.INTEGRATION, "loop", "job-1", generation);

        Plan plan = plan(refused("loop").setIntent(intent).setGeneration(generation), allowing(null));

        if (replayed) {
            assertThat(replayed(plan).identity().generation()).isEqualTo(generation + 1);
        } else {
            assertThat(reason(plan)).isEqualTo(Reason.TOO_MANY_REPLAYS);
        }
    }

    /** A replay that the ledger has refused has used up its generation. */
    @ParameterizedTest
    @ValueSource(strings = {Codes.PREVIOUS_IN_DOUBT, Codes.PREVIOUS_UNKNOWN, Codes.PREVIOUS_OPEN})
    void shouldReplayARefusedReplayAsTheGenerationBehindIt(String code) {
        ApplicationIntent intent = SampleIntents.of(SampleIntents.INTEGRATION, "refused", "job-1", 1);
        ApplicationDeadLetter.Builder letter = doubtful("refused")
                .setCode(code)
                .setIntent(intent)
                .setGeneration(1)
                .setAttempts(List.of());

        assertThat(reason(plan(letter, allowing(null)))).isEqualTo(Reason.IN_DOUBT);
        assertThat(replayed(plan(letter, new Guard(null, true, false, false, MAX)))
                        .identity()
                        .generation())
                .isEqualTo(2);
    }

    @Test
    void shouldCorrectWithAJsonPatch() {
        Patch patch = patch("[{\"op\":\"replace\",\"path\":\"/application/candidate/first_name\",\"value\":\"Eva\"}]");

        Intent intent = replayed(plan(refused("patched"), allowing(patch)));

        assertThat(intent.application().at("/candidate/first_name").textValue()).isEqualTo("Eva");
        assertThat(intent.identity().generation()).isEqualTo(1);
    }

    @Test
    void shouldCorrectWithAMergePatch() {
        ApplicationIntent expired = ApplicationIntent.newBuilder(SampleIntents.of("late"))
                .setExpiresAt(Instant.ofEpochMilli(NOW - 1))
                .build();
        ApplicationDeadLetter.Builder letter = refused("late").setIntent(expired);

        assertThat(reason(plan(letter, allowing(null)))).isEqualTo(Reason.EXPIRED);
        assertThat(replayed(plan(letter, allowing(patch("{\"expires_at\":null}"))))
                        .expiresAt())
                .isNull();
    }

    @Test
    void shouldTellWhichOperationDoesNotFit() {
        Patch patch = patch("[{\"op\":\"test\",\"path\":\"/job_id\",\"value\":\"job-1\"},"
                + "{\"op\":\"remove\",\"path\":\"/application/source\"}]");

        assertThat(plan(refused("unfit"), allowing(patch))).isInstanceOfSatisfying(Plan.Skip.class, skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.PATCH_DOES_NOT_FIT);
            assertThat(skip.detail()).startsWith("operation 2, remove /application/source,");
        });
    }

    @Test
    void shouldNotSendWhatStillBreaksARule() {
        ApplicationIntent wrong = SampleIntents.of("no-integration", "wrong", "job-1");

        assertThat(plan(invalid(wrong), allowing(null))).isInstanceOfSatisfying(Plan.Skip.class, skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.INVALID);
            assertThat(skip.violations()).extracting(Violation::pointer).containsExactly("/integration_id");
        });
        assertThat(reason(plan(refused("no-object"), allowing(patch("{\"application\":{\"candidate\":7}}")))))
                .isEqualTo(Reason.INVALID);
    }

    @Test
    void shouldMakeANewIntentOfAnotherIdentity() {
        ApplicationIntent wrong = SampleIntents.of("no-integration", "wrong", "job-1");

        Intent intent = replayed(plan(invalid(wrong), allowing(patch("{\"integration_id\":\"workday:right\"}"))));

        assertThat(intent.identity()).isEqualTo(new Identity("workday:right", "wrong", 0));
        assertThat(intent.replaces()).isEqualTo("wrong");
    }

    @Test
    void shouldNotChangeTheIdentityOfWhatMayHaveBeenSent() {
        Guard all = new Guard(patch("{\"intent_id\":\"another\"}"), true, true, true, MAX);

        assertThat(reason(plan(doubtful("sent"), all))).isEqualTo(Reason.MAY_HAVE_BEEN_SENT);
        assertThat(reason(plan(
                        refused("answered").setAttempts(List.of(attempt(1, "unknown"), attempt(2, "refused"))), all)))
                .isEqualTo(Reason.MAY_HAVE_BEEN_SENT);
        assertThat(reason(plan(
                        refused("long").setAttempts(List.of(attempt(1, "refused"), attempt(9, "refused"))), all)))
                .as("what is left out of a long history proves nothing")
                .isEqualTo(Reason.MAY_HAVE_BEEN_SENT);
        assertThat(replayed(plan(
                                refused("proven").setAttempts(List.of(attempt(1, "unsent"), attempt(2, "refused"))),
                                all))
                        .identity()
                        .intentId())
                .isEqualTo("another");
    }

    @Test
    void shouldNotReplayUnderAnIdentityThatIsAnothers() {
        ApplicationDeadLetter.Builder taken =
                refused("taken").setCode(Codes.INTENT_ID_REUSED).setAttempts(List.of());

        assertThat(reason(plan(taken, allowing(null)))).isEqualTo(Reason.IDENTITY_TAKEN);
        assertThat(replayed(plan(taken, allowing(patch("{\"intent_id\":\"own\"}"))))
                        .identity())
                .isEqualTo(new Identity(SampleIntents.INTEGRATION, "own", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"generation\":7}", "{\"replaces\":\"x\"}", "{\"resubmit_unknown\":true}"})
    void shouldNotLetAPatchSayWhatTheReplayHasToSay(String merge) {
        assertThat(reason(plan(refused("meddled"), allowing(patch(merge))))).isEqualTo(Reason.PATCH_DOES_NOT_FIT);
    }

    @Test
    void shouldPublishBytesAgainOnceTheyCanBeDecoded() {
        ApplicationDeadLetter.Builder bytes = undecodable("job-1", new byte[] {0, 0, 0, 0, 9, 1});
        Guard raw = new Guard(null, false, true, false, MAX);

        assertThat(reason(plan(bytes, allowing(null)))).isEqualTo(Reason.NOT_DECODED);
        assertThat(reason(planner(Selection.ALL, raw, false).plan(letter(bytes))))
                .isEqualTo(Reason.STILL_NOT_DECODED);
        assertThat(planner(Selection.ALL, raw, true).plan(letter(bytes))).isInstanceOf(Plan.Raw.class);
        assertThat(reason(planner(Selection.ALL, raw, true)
                        .plan(letter(undecodable("job-1", new byte[0]).setRawValue(null)))))
                .isEqualTo(Reason.NOTHING_TO_SEND);
    }

    @Test
    void shouldPublishWhatWasTooLargeOnlyIfAskedByName() {
        ApplicationDeadLetter.Builder large =
                undecodable("job-1", new byte[] {0, 0, 0, 0, 9, 1}).setCode("TOO_LARGE");
        Guard raw = new Guard(null, false, true, false, MAX);
        Selection named = new Selection(
                List.of(new Glob("TOO_LARGE")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);

        assertThat(reason(plan(large, raw))).isEqualTo(Reason.TOO_LARGE);
        assertThat(planner(named, raw, true).plan(letter(large))).isInstanceOf(Plan.Raw.class);
    }

    @Test
    void shouldTellWhatCannotBeRead() {
        DeadLetterPart part = new DeadLetterPart(1, 2, 9L, "digest", ByteBuffer.wrap(new byte[] {1}));

        assertThat(reason(planner(Selection.ALL, allowing(null), true).plan(new Found.Unreadable(new Position(1, 2)))))
                .isEqualTo(Reason.UNREADABLE);
        assertThat(reason(plan(refused("parts").setIntent(null).setPart(part), allowing(null))))
                .isEqualTo(Reason.INCOMPLETE);
        assertThat(planner(Selection.ALL, allowing(null), true).plan(new Found.Rest(new Position(1, 3))))
                .isInstanceOf(Plan.Leave.class);
    }

    private static Guard allowing(@Nullable Patch patch) {
        return new Guard(patch, false, false, false, MAX);
    }

    private static Planner planner(Selection selection, Guard guard, boolean decodes) {
        return new Planner(selection, guard, ADMISSION, PlannerTest::whole, _ -> decodes, () -> NOW);
    }

    /** Of those in parts, not all are there. */
    private static Optional<Letter> whole(Letter letter) {
        return letter.content().getPart() == null ? Optional.of(letter) : Optional.empty();
    }

    private static Plan plan(ApplicationDeadLetter.Builder letter, Guard guard) {
        return planner(Selection.ALL, guard, true).plan(letter(letter));
    }

    private static Patch patch(String text) {
        return switch (Patch.parse(text.getBytes(StandardCharsets.UTF_8), Path.of("."))) {
            case Patch.Parsed.Understood(Patch patch) -> patch;
            case Patch.Parsed.Refused(String why) -> throw new AssertionError(why);
        };
    }

    private static Intent replayed(Plan plan) {
        assertThat(plan).isInstanceOf(Plan.Replay.class);
        return ((Plan.Replay) plan).intent();
    }

    private static Reason reason(Plan plan) {
        assertThat(plan).isInstanceOf(Plan.Skip.class);
        return ((Plan.Skip) plan).reason();
    }
}
