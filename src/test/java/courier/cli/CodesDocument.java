package courier.cli;

import courier.config.Settings;
import courier.event.CodeBook;
import courier.event.CodeBook.Kind;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.submission.VerdictSettings;
import courier.submission.verdict.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/codes.md} from {@link CodeBook} and the table of verdicts. */
final class CodesDocument {

    private static final String HEAD = """
            # Codes, and what to do

            Every `code` that can stand in a dead letter, a warning or a hold. This page is generated from `CodeBook` and the
            table of verdicts; a test compares them. [verdicts.md](verdicts.md) says what each answer leads to before anything
            ends, [operations.md](operations.md) how to replay.

            *In doubt* says whether the application may have been created all the same (`in_doubt`). Whatever is in doubt has the
            action `needs-decision`, except where only waiting helps. A replay that ends without a call is as much in doubt as the
            generation before it.

            | action | what can be done about a dead letter |
            |---|---|
            | `retryable` | replay it as it is, once the cause is gone |
            | `needs-correction` | correct what the code names, then replay it |
            | `needs-decision` | find out whether the application exists, then decide |
            | `never` | nothing: it cannot be delivered, or need not be |

            ## Decided by Courier

            | code | in doubt | action | meaning | what to do |
            |---|---|---|---|---|
            """;
    private static final String REJECTED = """

            ## Answered by Kombo, or found before the call

            | code | in doubt | action | meaning | what to do |
            |---|---|---|---|---|
            """;
    private static final String NEW = """

            A code that is new to this release ends the same way, under its own name, as its HTTP status is judged.

            ## Warnings

            | code | meaning | what to do |
            |---|---|---|
            """;
    private static final String HOLDS = """

            ## Holds

            An integration is held with the code of the answer that began it, or with one of these:

            | code | meaning | what to do |
            |---|---|---|
            """;
    private static final String OTHERS = """

            ## Codes that end under another one

            These lead to another attempt, a wait or a doubt. They stand in `attempts`, and in the message of what they end as;
            as the code of a dead letter only where `verdicts.overrides` says `reject`. Then *in doubt* and *action* are these.

            | code | ends as | in doubt | action | meaning |
            |---|---|---|---|---|
            """;

    private CodesDocument() {}

    static String text() {
        List<Row> verdicts =
                VerdictSettings.verdicts(new Settings.Verdicts(Map.of())).table();
        return HEAD
                + rows(
                        Kind.DEAD_LETTER,
                        entry -> "%s | %s | %s | %s"
                                .formatted(entry.inDoubt(), code(entry.action()), entry.meaning(), entry.advice()))
                + REJECTED
                + verdicts.stream()
                        .filter(CodesDocument::endsByItself)
                        .map(CodesDocument::rejected)
                        .collect(Collectors.joining())
                + NEW
                + rows(Kind.WARNING, entry -> entry.meaning() + " | " + entry.advice())
                + HOLDS
                + rows(Kind.HOLD, entry -> entry.meaning() + " | " + entry.advice())
                + OTHERS
                + verdicts.stream()
                        .filter(row -> !endsByItself(row))
                        .map(CodesDocument::other)
                        .collect(Collectors.joining());
    }

    /** Whether a code stands in dead letters unless configured otherwise. */
    static boolean endsByItself(Row row) {
        return row.verdict().equals("reject") || row.verdict().equals("exists");
    }

    private static String rows(Kind kind, Function<CodeBook.Entry, String> cells) {
        return CodeBook.all().stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> "| %s | %s |%n".formatted(code(entry.code()), cells.apply(entry)))
                .collect(Collectors.joining());
    }

    private static String rejected(Row row) {
        String advice = CodeBook.of(row.code()).orElseThrow().advice();
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(code(row.code()), inDoubt(row), action(row), row.meaning(), advice);
    }

    private static String other(Row row) {
        String end = switch (row.verdict()) {
            case "retry" -> "`RETRIES_EXHAUSTED`";
            case "doubt" -> "`OUTCOME_UNKNOWN`";
            case "hold", "hold-key", "hold-address" -> "`HOLD_EXPIRED`";
            default -> "nothing: it waits";
        };
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(code(row.code()), end, inDoubt(row), action(row), row.meaning());
    }

    private static String inDoubt(Row row) {
        return row.known() == Delivery.UNKNOWN ? "yes" : "no";
    }

    private static String action(Row row) {
        Action remedy = row.remedy();
        return remedy == null ? "" : code(remedy.text());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
