package courier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.account.Guarantee.Offence;
import courier.sandbox.account.OneEnd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void shouldHaveACellForEachColumn() {
        String row = result(List.of()).row();

        assertThat(cells(row)).isEqualTo(cells(Result.HEAD.lines().findFirst().orElseThrow()));
        assertThat(row).contains("Kill[0, KEPT, PT1S]", "7.0 s", "kept");
    }

    @Test
    void shouldSayWhatIsBroken() {
        Result broken =
                result(List.of(new Finding(new OneEnd(), List.of(new Offence("i-1", "An intent without an end")))));

        assertThat(broken.row()).contains("**broken**");
        assertThat(broken.line()).endsWith("BROKEN");
        assertThat(broken.broken()).singleElement().asString().contains("exactly one end: BROKEN", "i-1");
    }

    @Test
    void shouldKeepTheRowsOfRunsThatWereNotPlayedAgain() {
        String before = Result.HEAD + "| seed 10 | of before |\n| seed 1 | of before |\n| seed 0 | of before |\n";

        List<String> rows =
                Report.table(before, List.of(result(List.of()))).lines().skip(2).toList();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("| seed 0 | of before |");
        assertThat(rows.get(1)).startsWith("| seed 1 |").doesNotContain("of before");
        assertThat(rows.get(2)).startsWith("| seed 10 | of before |");
    }

    private static long cells(String row) {
        return row.chars().filter(letter -> letter == '|').count();
    }

    private static Result result(List<Finding> findings) {
        Plan plan = new Plan(
                "seed 1",
                new Setting(1, 1, Setting.Protocol.CLASSIC, 0),
                10,
                List.of(new Fault.Kill(0, Fault.Disk.KEPT, Duration.ofSeconds(1))));
        return new Result(
                plan,
                10,
                11,
                0,
                0,
                0,
                1,
                0,
                Duration.ofSeconds(7),
                Duration.ofSeconds(2),
                Duration.ofSeconds(9),
                findings,
                List.of());
    }
}
