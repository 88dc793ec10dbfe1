package courier.submission.verdict;

import static courier.submission.verdict.VerdictWords.causeOf;
import static courier.submission.verdict.VerdictWords.withRemedy;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Cause;
import courier.outcome.Verdict;
import courier.submission.verdict.Answers.Case;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import courier.submission.verdict.Reply.Withheld;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every verdict there can be to what was decided, written down a second time in {@code verdict/*.csv}. */
final class VerdictTableTest {

    /** A row of {@code answers.csv}. */
    record Answered(String status, String body, String progress, String history, String verdict, String code) {

        boolean matches(Case each) {
            return matchesStatus(each) && matchesBody(each) && matchesProgress(each) && matchesHistory(each);
        }

        private boolean matchesStatus(Case each) {
            boolean error = each.statusClass().matches("[45].*");
            return switch (status) {
                case "*" -> true;
                case "error" -> error;
                default -> List.of(status.split("/")).contains(each.statusClass());
            };
        }

        private boolean matchesBody(Case each) {
            return List.of(body.split("/")).contains(each.body())
                    || (body.startsWith("coded/") && each.given() != null);
        }

        private boolean matchesProgress(Case each) {
            return progress.equals("*") || progress.equals("whole") == (each.progress() == Progress.FULLY_SENT);
        }

        private boolean matchesHistory(Case each) {
            return history.equals("*") || history.equals("clean") == (each.history() == History.CLEAN);
        }
    }

    static List<Answered> answered() {
        return Csv.rows("answers.csv").stream()
                .map(row -> new Answered(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)))
                .toList();
    }

    @Test
    void shouldSayOneThingAboutEachAnswer() {
        List<Answered> rows = answered();

        assertThat(Answers.all().stream()
                        .filter(each ->
                                rows.stream().filter(row -> row.matches(each)).count() != 1))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("answered")
    void shouldJudgeAnswersAsTheTableSays(Answered row) {
        List<Case> cases = Answers.all().stream().filter(row::matches).toList();

        assertThat(cases).isNotEmpty().allSatisfy(each -> {
            Verdict verdict = Verdicts.STANDARD.of(each.answer(), each.history());
            assertThat(withRemedy(verdict)).isEqualTo(row.verdict());
            if (!(verdict instanceof Verdict.Settle)) {
                assertThat(causeOf(verdict).code()).isEqualTo(row.code().equals("given") ? each.given() : row.code());
                assertThat(causeOf(verdict).httpStatus()).isEqualTo(each.status());
            }
        });
    }

    static Stream<List<String>> failures() {
        return Csv.rows("failures.csv").stream();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldJudgeFailuresAsTheTableSays(List<String> row) {
        Failure failure = new Failure(Kind.valueOf(row.get(0)), Progress.valueOf(row.get(1)));
        Code code = Code.valueOf(row.get(3));

        for (History history : History.values()) {
            Verdict verdict = Verdicts.STANDARD.of(failure, history);

            assertThat(withRemedy(verdict)).isEqualTo(row.get(2));
            assertThat(causeOf(verdict)).isEqualTo(Cause.of(code.text(), code.meaning()));
        }
    }

    @Test
    void shouldHaveARowForEachFailureAtEachProgress() {
        Stream<String> pairs = Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Progress.values()).map(progress -> kind + " " + progress));

        assertThat(failures().map(row -> row.get(0) + " " + row.get(1)))
                .containsExactlyInAnyOrderElementsOf(pairs.toList());
    }

    static Stream<List<String>> withheld() {
        return Csv.rows("withheld.csv").stream();
    }

    @ParameterizedTest
    @MethodSource("withheld")
    void shouldJudgeWhatWasWithheldAsTheTableSays(List<String> row) {
        Code code = Code.valueOf(row.get(0));

        for (History history : History.values()) {
            Verdict somewhere = Verdicts.STANDARD.of(new Withheld(code, "/attachments/0"), history);
            Verdict nowhere = Verdicts.STANDARD.of(new Withheld(code, ""), history);

            assertThat(withRemedy(somewhere)).isEqualTo(row.get(1));
            assertThat(causeOf(somewhere).code()).isEqualTo(code.text());
            assertThat(causeOf(somewhere).message()).isEqualTo("/attachments/0: " + code.meaning());
            assertThat(causeOf(nowhere).message()).isEqualTo(code.meaning());
        }
    }

    /** A code that nothing leads to, or that no table knows, is a mistake in one of the two. */
    @Test
    void shouldHaveARowForEveryCode() {
        Set<Code> reached = new HashSet<>();
        answered()
                .forEach(row -> Code.ofText(row.code())
                        .or(() -> Code.ofText(row.body()))
                        .ifPresent(reached::add));
        failures().forEach(row -> reached.add(Code.valueOf(row.get(3))));
        withheld().forEach(row -> reached.add(Code.valueOf(row.get(0))));

        assertThat(reached).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Code.class));
    }
}
