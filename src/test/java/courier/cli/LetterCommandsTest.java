package courier.cli;

import static courier.testing.SampleLetters.doubtful;
import static courier.testing.SampleLetters.refused;
import static courier.testing.SampleLetters.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.avro.ApplicationDeadLetter;
import courier.ops.ExitCode;
import courier.outcome.Action;
import courier.replay.Found;
import courier.replay.Plan;
import courier.replay.Position;
import courier.replay.Session;
import courier.replay.SessionState;
import courier.testing.SampleIntents;
import courier.testing.SampleLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code courier dead-letters} and {@code courier replay} on a topic that is a list. */
class LetterCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeLetterDesk desk = new FakeLetterDesk();
    private final LetterCommands commands = new LetterCommands(desk);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldListWhatIsMeantInATable() {
        desk.add(refused("i-1"));
        desk.add(doubtful("i-2"));

        assertThat(commands.run("dead-letters", "--code", "REMOTE.*")).isZero();

        assertThat(commands.out().lines()).hasSize(3);
        assertThat(commands.out())
                .containsPattern("0@0 +2026-01-02T03:04:05Z +REMOTE.INPUT_INVALID +needs-correction +no +workday:")
                .contains("dead letters: 1")
                .doesNotContain("i-2", "Ada");
    }

    @Test
    void shouldSayThatThereAreNone() {
        assertThat(commands.run("dead-letters")).isZero();

        assertThat(commands.out()).isEqualToIgnoringNewLines("No dead letters.");
    }

    @Test
    void shouldWithholdWhatIsAboutAPersonUntilItIsAskedFor() throws IOException {
        desk.add(refused("i-1"));
        desk.add(undecodable("job-1", new byte[] {7}));

        assertThat(commands.run("dead-letters", "--format", "json")).isZero();
        String withheld = commands.out();
        assertThat(commands.run("dead-letters", "--format", "json", "--show-personal-data"))
                .isZero();
        String shown = commands.out().substring(withheld.length());

        assertThat(withheld).doesNotContain("Ada", "@example.com", SampleLetters.QUOTED, "MDAtMS0yLTAx", "am9iLTE=");
        JsonNode first = JSON.readTree(withheld.lines().findFirst().orElseThrow());
        assertThat(first.path("withheld"))
                .extracting(JsonNode::textValue)
                .containsExactly("message", "headers", "intent");
        assertThat(first.path("position").textValue()).isEqualTo("0@0");
        assertThat(first.path("attempts").path(0).path("delivery").textValue()).isEqualTo("refused");
        JsonNode second = JSON.readTree(withheld.lines().skip(1).findFirst().orElseThrow());
        assertThat(second.path("message").textValue())
                .as("of this stage all texts are Courier's own")
                .isNotBlank();
        assertThat(shown).contains(SampleLetters.QUOTED, "i-1@example.com", "\"raw_value\":\"Bw==\"");
        assertThat(JSON.readTree(shown.lines().findFirst().orElseThrow()).has("withheld"))
                .isFalse();
    }

    @Test
    void shouldWriteCsv() {
        desk.add(refused("with,comma"));

        assertThat(commands.run("dead-letters", "--format", "csv")).isZero();

        assertThat(commands.out().lines().toList().getFirst()).startsWith("position,dead_lettered_at,code,");
        assertThat(commands.out())
                .contains(",\"with,comma\",0,submission,400,1,")
                .doesNotContain("Ada");
    }

    @Test
    void shouldCountGroupsAndSayHowManyAreShown() {
        desk.add(refused("i-1"));
        desk.add(doubtful("i-2"));
        desk.add(doubtful("i-3"));
        desk.topic.add(new Found.Unreadable(new Position(0, 3)));

        assertThat(commands.run("dead-letters", "--group-by", "code,action", "--top", "1"))
                .isZero();

        assertThat(commands.out())
                .containsPattern("OUTCOME_UNKNOWN +needs-decision +2 +2 +2026-01-02T03:04:05Z")
                .contains("dead letters: 3, groups: 2, shown: 1")
                .doesNotContain("REMOTE.INPUT_INVALID");
        assertThat(commands.err()).contains("records that cannot be read as dead letters: 1");
    }

    @Test
    void shouldShowOneWhole() {
        desk.add(refused("i-1"));

        assertThat(commands.run("dead-letters", "show", "0@0", "--show-personal-data"))
                .isZero();
        assertThat(commands.out()).contains("\"email_address\" : \"i-1@example.com\"", SampleLetters.QUOTED);
        assertThat(commands.run("dead-letters", "show", "0@1")).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(commands.run("dead-letters", "show", "first")).isEqualTo(ExitCode.INVALID_INPUT.number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letters --action retry",
                "dead-letters --group-by colour",
                "dead-letters --since yesterday",
                "dead-letters --follow --group-by code",
                "replay --rate 0",
                "replay --session a/b",
                "replay --since 2h",
                "replay --raw --patch fix.json",
                "replay --patch missing.json"
            })
    void shouldRefuseWhatCannotBeMeant(String line) {
        assertThat(commands.run(line.split(" "))).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(desk.begun).isEmpty();
    }

    @Test
    void shouldNotLetAStrangersIdActOnATerminal() {
        desk.add(refused("a\u001b[2Jb\nc"));

        assertThat(commands.run("dead-letters")).isZero();
        assertThat(commands.run("replay", "--dry-run")).isZero();

        assertThat(commands.out()).contains("a\\u001b[2Jb\\nc").doesNotContain("\u001b");
    }

    @Test
    void shouldPlanWithoutPublishing() {
        desk.add(refused("i-1"));
        desk.add(doubtful("i-2"));

        assertThat(commands.run("replay", "--dry-run")).isZero();

        assertThat(commands.out())
                .contains("replay  0@0  " + SampleIntents.INTEGRATION + "/i-1#0 -> #1")
                .contains("skip    0@1  " + SampleIntents.INTEGRATION + "/i-2#0  IN_DOUBT")
                .contains("would be replayed: 1", "skipped: 1");
        assertThat(desk.begun).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"y, 1", "YES, 1", "n, 0", "'', 0"})
    void shouldAskBeforeItPublishes(String answer, int published) {
        desk.add(refused("i-1"));
        desk.add(doubtful("i-2"));

        assertThat(commands.answering(answer).run("replay")).isZero();

        assertThat(commands.out()).contains("Replay 1 dead letter? [y/N]");
        assertThat(desk.published).hasSize(published);
    }

    @Test
    void shouldNotAskWhereThereIsNothingToReplay() {
        desk.add(doubtful("i-2"));

        assertThat(commands.run("replay")).isZero();

        assertThat(commands.out()).contains("Nothing was replayed.").doesNotContain("[y/N]");
        assertThat(desk.begun).isEmpty();
    }

    @Test
    void shouldGiveAnAccountAndTheSessionsName() {
        desk.add(refused("i-1"));
        desk.add(refused("i-2"));
        desk.add(doubtful("i-3"));

        assertThat(commands.run("replay", "--yes")).isZero();

        assertThat(desk.begun).singleElement().asString().matches("20231114-221320-[0-9a-f]{4}");
        assertThat(commands.out())
                .contains("session: " + desk.begun.getFirst(), "replayed: 2", "skipped: 1")
                .containsPattern(" 1  IN_DOUBT +in doubt: find out");
    }

    @Test
    void shouldSendACorrectedField() throws IOException {
        desk.add(refused("i-1"));
        Path patch = Files.writeString(
                folder.resolve("fix.json"),
                "[{\"op\":\"replace\",\"path\":\"/application/candidate/last_name\",\"value\":\"Lovelace\"}]");

        assertThat(commands.run("replay", "--yes", "--patch", patch.toString())).isZero();

        assertThat(desk.published)
                .singleElement()
                .isInstanceOfSatisfying(
                        Plan.Replay.class,
                        replay -> assertThat(replay.intent()
                                        .application()
                                        .at("/candidate/last_name")
                                        .textValue())
                                .isEqualTo("Lovelace"));
        assertThat(commands.out()).doesNotContain("Lovelace");
    }

    @Test
    void shouldNotGoOnWithASessionOfAnotherDecision() {
        desk.add(refused("i-1"));
        desk.known = SessionState.fresh(desk.all(), "0123456789abcdef");

        assertThat(commands.run("replay", "--yes", "--session", "s")).isEqualTo(ExitCode.INVALID_INPUT.number());

        assertThat(commands.err()).contains("begun with other options");
        assertThat(desk.begun).isEmpty();
    }

    @Test
    void shouldSayWhoHasTheSessionNow() {
        desk.add(refused("i-1"));
        desk.ending = Session.Ending.TAKEN_OVER;

        assertThat(commands.run("replay", "--yes", "--session", "s")).isEqualTo(ExitCode.TAKEN_OVER.number());
    }

    @Test
    void shouldReplayWhatCannotBeHelpedWhereTheSelectionNamesIt() {
        ApplicationDeadLetter.Builder closed =
                refused("i-1").setCode("ATS.JOB_CLOSED").setAction(Action.NEVER.text());
        desk.add(closed);

        assertThat(commands.run("replay", "--yes")).isZero();
        assertThat(desk.published).isEmpty();
        assertThat(commands.run("replay", "--yes", "--action", "never")).isZero();
        assertThat(desk.published).hasSize(1);
    }
}
