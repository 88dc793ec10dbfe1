package courier.submission.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes {@code docs/verdicts.md} from {@link Code}, {@link Course} and {@link Overrides}. */
final class Document {

    private static final String HEAD = """
            # Verdicts

            What each code of Kombo's, and each failure, leads to unless configured otherwise. `courier verdicts` prints the same
            table as it is in force on a site. This page is generated from `courier.submission.verdict`; a test compares the two.

            Kombo's code decides; the HTTP status decides only where there is no known code, because statuses have changed under
            codes before. A code that is new is filed under the `HTTP_…` code of its status and keeps its own name in events.

            ## What is done

            | verdict | meaning |
            |---|---|
            """;
    private static final String KNOWN = """
            | exists | a success if an earlier attempt of ours may have been the one that created it; else dead-letter |

            ## What is known of the application

            | known | meaning |
            |---|---|
            | unsent | provably never reached Kombo as a whole request |
            | refused | Kombo answered that it did nothing |
            | unknown | it may have been created; a later `APPLICATION_ALREADY_EXISTS` then means that it was |

            An answer that comes before the request was whole makes *unknown* to *unsent*, and a doubt to a retry: nobody can have
            acted on half a request. The remedy is what can be done about a dead letter; what is unknown always needs a decision.

            ## Overrides

            An entry below `verdicts.overrides` changes what is done about a code:

                verdicts:
                  overrides:
                    ATS.JOB_CLOSED: hold
                    HTTP_SERVER_ERROR: retry

            It never changes what is known: a retry of an unknown outcome stays unknown, so that `courier` still recognises an
            application that exists after all. The column *instead* has the words that may be written; any other is refused at the
            start, with the reason:

            """;
    private static final String REASONS_END = """

            A success is not in the table, as nothing can override it. A word on a code that Kombo has introduced since is taken
            (with a warning if the code looks like a slip of the pen), and heeded as far as the answer's status allows: under a
            500, which leaves the outcome unknown, `hold` and `throttle` are not. A retry in the place of a doubt calls again
            without asking the policy for doubt, so it may submit an application twice: that is warned of at the start, and with
            the success (`POSSIBLE_DUPLICATE`).
            """;

    private Document() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEAD);
        for (Course course : Course.values()) {
            out.append("| ")
                    .append(course.text())
                    .append(" | ")
                    .append(course.meaning())
                    .append(" |\n");
        }
        out.append(KNOWN);
        reasons().forEach(reason -> out.append("- ").append(reason).append(".\n"));
        out.append(REASONS_END);
        section(out, "Kombo's codes", Code::byKombo);
        section(
                out,
                "Answers without a known code",
                code -> code.name().startsWith("HTTP_") || code.name().startsWith("ANSWER_"));
        section(
                out,
                "Calls without an answer, and calls that were not made",
                code -> !code.byKombo()
                        && !code.name().startsWith("HTTP_")
                        && !code.name().startsWith("ANSWER_"));
        return out.toString();
    }

    private static List<String> reasons() {
        return Arrays.stream(Code.values())
                .flatMap(code -> Arrays.stream(Course.values())
                        .map(course -> Overrides.refusal(code, course))
                        .filter(reason -> reason != null))
                .distinct()
                .map(reason -> Character.toUpperCase(reason.charAt(0)) + reason.substring(1))
                .toList();
    }

    private static void section(StringBuilder out, String title, Predicate<Code> which) {
        out.append("\n## ")
                .append(title)
                .append("\n\n| code | verdict | known | remedy | instead | meaning |\n|---|---|---|---|---|---|\n");
        for (Code code : Code.values()) {
            if (which.test(code)) {
                Row row = Table.row(code, null);
                out.append("| `%s` | %s | %s | %s | %s | %s |%n"
                        .formatted(
                                row.code(),
                                row.verdict(),
                                code.ruling().delivery().text(),
                                code.remedy(code.ruling().delivery()).text(),
                                instead(code, row.verdict()),
                                row.meaning()));
            }
        }
    }

    private static String instead(Code code, String verdict) {
        String words = Arrays.stream(Course.values())
                .filter(course -> !course.text().equals(verdict) && Overrides.refusal(code, course) == null)
                .map(Course::text)
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "nothing" : words;
    }
}
