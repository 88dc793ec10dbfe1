package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerdictsCommandTest {

    private static final List<String> CODES =
            Arrays.stream(Code.values()).map(Code::text).toList();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintTheStandardTableInColumnsWithoutAnySettings() {
        assertThat(run("verdicts")).isZero();

        List<String> lines = out.toString().lines().toList();
        int verdict = lines.getFirst().indexOf("VERDICT");
        assertThat(lines.getFirst()).matches("CODE +VERDICT +KNOWN +REMEDY +IN PLACE OF +MEANING");
        assertThat(lines.subList(1, CODES.size() + 1)).allSatisfy(line -> {
            assertThat(line.charAt(verdict - 1)).isEqualTo(' ');
            assertThat(line.charAt(verdict)).isNotEqualTo(' ');
        });
        assertThat(lines.stream().skip(1).limit(CODES.size()).map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactlyElementsOf(CODES);
        assertThat(out.toString())
                .containsPattern(
                        "(?m)^PLATFORM.TASK_TIMED_OUT +doubt +unknown +needs-decision +Kombo gave up waiting; it may"
                                + " have been done\\.$")
                .endsWith("codes: " + CODES.size() + ", changed by configuration: 0" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldPrintTheTableInForceAndWarn() throws IOException {
        assertThat(run("verdicts", "-c", file("ATS.JOB_CLOSED: hold, READ_TIMEOUT: retry, ATS.JOB_CLOSE: reject")))
                .isZero();

        assertThat(out.toString())
                .containsPattern("(?m)^ATS.JOB_CLOSED +hold +refused +never +reject +The job takes")
                .containsPattern("(?m)^READ_TIMEOUT +retry +unknown +needs-decision +doubt +No answer")
                .containsPattern("(?m)^ATS.JOB_CLOSE +reject +by status +Courier does not know")
                .contains("codes: " + (CODES.size() + 1) + ", changed by configuration: 3");
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("warning: verdicts.overrides."));
    }

    @Test
    void shouldPrintJson() throws IOException {
        assertThat(run("verdicts", "--format", "json", "-c", file("ATS.JOB_CLOSED: hold, ATS.NEW_ONE_OF_THEM: reject")))
                .isZero();

        JsonNode rows = new ObjectMapper().readTree(out.toString());
        assertThat(rows).hasSize(CODES.size() + 1);
        JsonNode changed = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get("code").asText().equals("ATS.JOB_CLOSED"))
                .findFirst()
                .orElseThrow();
        assertThat(changed).isEqualTo(new ObjectMapper().readTree("""
                        {"code": "ATS.JOB_CLOSED", "verdict": "hold", "known": "refused", "remedy": "never",
                         "standard": "reject", "meaning": "The job takes no applications any more."}
                        """));
        assertThat(rows.get(0).get("standard").isNull()).isTrue();
        assertThat(rows.get(rows.size() - 1).get("known").isNull()).isTrue();
    }

    @Test
    void shouldPrintCsvWithQuotesWhereTheyAreNeeded() {
        assertThat(run("verdicts", "--format", "csv")).isZero();

        assertThat(out.toString().lines())
                .hasSize(CODES.size() + 1)
                .startsWith("code,verdict,known,remedy,standard,meaning")
                .contains("ATS.JOB_CLOSED,reject,refused,never,,The job takes no applications any more.")
                .contains("CONNECT_REFUSED,retry,unsent,retryable,,\"" + Code.CONNECT_REFUSED.meaning() + "\"");
    }

    @Test
    void shouldRefuseWhatBreaksAPromiseWithAllElseThatIsWrong() throws IOException {
        assertThat(run("verdicts", "-c", file("READ_TIMEOUT: throttle, RAED_TIMEOUT: retry")))
                .isEqualTo(ExitCode.INVALID_CONFIGURATION.number());

        assertThat(err.toString())
                .contains("verdicts.overrides.READ_TIMEOUT = \"throttle\"", "counts as refused")
                .contains("verdicts.overrides.RAED_TIMEOUT", "did you mean READ_TIMEOUT?");
        assertThat(out.toString()).isEmpty();
    }

    private String file(String overrides) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), "verdicts: {overrides: {" + overrides + "}}\n")
                .toString();
    }

    private int run(String... arguments) {
        return Offline.run(file -> new Sources(file, Map.of(), Map.of()), out, err, arguments);
    }
}
