package courier.config;

import static courier.config.Load.invalid;
import static courier.config.Load.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading.Problem;
import courier.config.OverrideCheck.Objection;
import courier.config.SettingsLoader.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How codes get from the sources to whoever knows them. */
final class OverridesOfVerdictsTest {

    private static final OverrideCheck PICKY = (code, word) -> word.equals("bad")
            ? Optional.of(new Objection("cannot be " + word, "write something else than " + word + " for " + code))
            : Optional.empty();

    @TempDir
    Path folder;

    @Test
    void shouldTakeCodesWithDotsAndUnderscoresAsTheyAre() {
        Loading loading = load(
                "verdicts: {overrides: {ATS.JOB_CLOSED: hold, READ_TIMEOUT: ' retry '}}",
                Map.of(),
                Map.of("courier.verdicts.overrides.PLATFORM.TASK_TIMED_OUT", "retry"));

        assertThat(loaded(loading).verdicts().overrides())
                .isEqualTo(
                        Map.of("ATS.JOB_CLOSED", "hold", "READ_TIMEOUT", "retry", "PLATFORM.TASK_TIMED_OUT", "retry"));
    }

    @Test
    void shouldTellWhatTheCheckObjectsToWithItsOriginAndAllElse() {
        Loading loading = load(
                "verdicts: {overrides: {ATS.JOB_CLOSED: bad}}\nledger: {start-by: x}",
                Map.of(),
                Map.of("courier.verdicts.overrides.READ_TIMEOUT", "bad"));

        assertThat(invalid(loading).problems())
                .contains(
                        new Problem(
                                "verdicts.overrides.ATS.JOB_CLOSED",
                                "bad",
                                folder.resolve("c.yaml").toString(),
                                "cannot be bad",
                                "write something else than bad for ATS.JOB_CLOSED"),
                        new Problem(
                                "verdicts.overrides.READ_TIMEOUT",
                                "bad",
                                "-Dcourier.verdicts.overrides.READ_TIMEOUT",
                                "cannot be bad",
                                "write something else than bad for READ_TIMEOUT"))
                .extracting(Problem::key)
                .contains("ledger.start-by");
    }

    @Test
    void shouldUnsetAnOverrideByAnEmptyOneOfAStrongerSource() {
        Loading loading = load(
                "verdicts: {overrides: {ATS.JOB_CLOSED: bad}}",
                Map.of(),
                Map.of("courier.verdicts.overrides.ATS.JOB_CLOSED", " "));

        assertThat(loaded(loading).verdicts().overrides()).isEmpty();
    }

    @Test
    void shouldTellThatAVariableCannotSpellACode() {
        Loading loading = load("", Map.of("COURIER_VERDICTS_OVERRIDES_ATS_JOB_CLOSED", "hold"), Map.of());

        assertThat(invalid(loading).problems())
                .containsExactly(new Problem(
                        "COURIER_VERDICTS_OVERRIDES_ATS_JOB_CLOSED",
                        null,
                        "environment",
                        "is not the name of a setting",
                        "write it in the file, or as -Dcourier.verdicts.overrides.NAME=..."));
    }

    @Test
    void shouldTellWhereCodesGo() {
        Loading loading = load("verdicts: {ATS.JOB_CLOSED: hold}", Map.of(), Map.of());

        assertThat(invalid(loading).problems())
                .containsExactly(new Problem(
                        "verdicts.ATS.JOB_CLOSED",
                        null,
                        folder.resolve("c.yaml").toString(),
                        "is not a setting",
                        "codes go below verdicts.overrides"));
    }

    private Loading load(String yaml, Map<String, String> environment, Map<String, String> properties) {
        try {
            Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
            return SettingsLoader.load(new Sources(file, environment, properties), Purpose.TOPICS, PICKY);
        } catch (IOException e) {
            throw new IllegalStateException("the temporary folder cannot be written", e);
        }
    }
}
