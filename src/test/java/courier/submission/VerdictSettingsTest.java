package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.OverrideCheck.Objection;
import courier.config.Settings;
import courier.submission.verdict.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "ATS.JOB_CLOSED, hold",
        "PLATFORM.TASK_TIMED_OUT, retry",
        "READ_TIMEOUT, reject",
        "ATS.ON_HOLIDAY, hold-key",
        "A.B.C.D, throttle",
    })
    void shouldTakeWhatIsAllowed(String code, String word) {
        assertThat(VerdictSettings.objection(code, word)).isEmpty();
        assertThat(VerdictSettings.verdicts(settings(code, word)).table())
                .filteredOn(row -> row.standard() != null)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.code()).isEqualTo(code);
                    assertThat(row.verdict()).isEqualTo(word);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JOB_CLOSED     | hold     | is not a code | did you mean ATS.JOB_CLOSED?
            READ_TIMOUT    | retry    | is not a code | did you mean READ_TIMEOUT?
            ats.job_closed | hold     | is not a code | did you mean ATS.JOB_CLOSED?
            NOTHING_NEAR_X | hold     | is not a code | 'courier verdicts' lists the codes
            ATS.JOB_CLOSED | rety     | must be one of retry, throttle, throttle-key, hold, hold-key, hold-address, reject, doubt | did you mean retry?
            ATS.JOB_CLOSED | park     | must be one of retry, throttle, throttle-key, hold, hold-key, hold-address, reject, doubt | docs/verdicts.md tells what they mean
            ATS.ON_HOLIDAY | Hold     | must be one of retry, throttle, throttle-key, hold, hold-key, hold-address, reject, doubt | did you mean hold?
            READ_TIMEOUT   | throttle | cannot be a throttle: a throttled call counts as refused and is repeated without an end, but this one may have created the application | leave it out, or write one of retry, reject, doubt
            ATS.APPLICATION_ALREADY_EXISTS | reject | cannot be overridden: it says that the application exists, and calling again could only make a second one | leave it out
            """)
    void shouldTellWhatIsWrongAndWhatToWrite(String code, String word, String rule, String fix) {
        assertThat(VerdictSettings.objection(code, word)).contains(new Objection(rule, fix));
        assertThatThrownBy(() -> VerdictSettings.verdicts(settings(code, word)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("verdicts.overrides." + code + " = " + word + " " + rule);
    }

    @Test
    void shouldWarnOfWhatMayBeMeantOtherwise() {
        assertThat(VerdictSettings.warnings(settings("ATS.JOB_CLOSD", "hold")))
                .containsExactly(
                        "verdicts.overrides.ATS.JOB_CLOSD = hold: Courier knows no such code. It is taken for one"
                                + " that Kombo has introduced since; did you mean ATS.JOB_CLOSED?");
        assertThat(VerdictSettings.warnings(settings("CALENDAR.ROOM_TAKEN_BY_ANOTHER", "hold")))
                .as("nothing known is near")
                .isEmpty();
    }

    @Test
    void shouldWarnOfWhatMaySubmitTwice() {
        assertThat(VerdictSettings.warnings(settings("READ_TIMEOUT", "retry")))
                .singleElement()
                .asString()
                .contains("READ_TIMEOUT = retry", "a second time");
        assertThat(VerdictSettings.warnings(settings("READ_TIMEOUT", "reject"))).isEmpty();
        assertThat(VerdictSettings.warnings(settings("ATS.JOB_CLOSED", "retry")))
                .isEmpty();
    }

    @Test
    void shouldFindEveryWordInTheReferenceOfTheSettings() throws IOException {
        String reference = Files.readString(Path.of("config", "courier.yaml")).replaceAll("\\s+#?\\s*", " ");

        String words = "Words: "
                + String.join(
                        ", ", Arrays.stream(Course.values()).map(Course::text).toList())
                + ".";
        assertThat(reference).contains(words);
    }

    private static Settings.Verdicts settings(String code, String word) {
        return new Settings.Verdicts(Map.of(code, word));
    }
}
