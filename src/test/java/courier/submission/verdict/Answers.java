package courier.submission.verdict;

import courier.outcome.Application;
import courier.submission.verdict.Reply.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every answer that can come, as far as it matters to a verdict: status x body x progress x history. */
final class Answers {

    static final String NEW_CODE = "ATS.ON_HOLIDAY";

    /** One of them, in the words of {@code answers.csv}. */
    record Case(int status, String statusClass, String body, Progress progress, History history) {

        Answer answer() {
            return new Answer(status, progress, Hints.NONE, bodyOf(body));
        }

        /** The code that the error form carries; null for none. */
        @Nullable
        String given() {
            return bodyOf(body) instanceof Body.ErrorForm form ? form.code() : null;
        }

        @Override
        public String toString() {
            return status + " " + body + " " + progress + " " + history;
        }
    }

    /** Those statuses that stand for all: the ones with a meaning of their own, their neighbours, and the bounds. */
    private static final List<Integer> STATUSES = List.of(
            0, 100, 199, 200, 201, 204, 299, 300, 302, 399, 400, 401, 402, 403, 404, 406, 407, 408, 409, 428, 429, 430,
            499, 500, 502, 503, 504, 599, 600, 999);

    private static final List<Case> ALL = STATUSES.stream()
            .flatMap(status -> bodies().stream()
                    .flatMap(body -> Arrays.stream(Progress.values())
                            .flatMap(progress -> Arrays.stream(History.values())
                                    .map(history -> new Case(status, classOf(status), body, progress, history)))))
            .toList();

    private Answers() {}

    static List<Case> all() {
        return ALL;
    }

    private static List<String> bodies() {
        List<String> bodies = new ArrayList<>(List.of("success", "new", "none", "unreadable", "truncated"));
        Arrays.stream(Code.values()).filter(Code::byKombo).map(Code::text).forEach(bodies::add);
        return bodies;
    }

    private static String classOf(int status) {
        return switch (status) {
            case 401, 408, 429, 503 -> Integer.toString(status);
            case 403, 407 -> "403";
            default ->
                switch (status / 100) {
                    case 2, 3, 4, 5 -> status / 100 + "xx";
                    default -> "odd";
                };
        };
    }

    private static Body bodyOf(String word) {
        return switch (word) {
            case "success" -> new Body.SuccessForm(Application.UNNAMED, List.of());
            case "unreadable" -> new Body.Unreadable("HTML");
            case "truncated" -> new Body.Truncated();
            case "none" -> new Body.ErrorForm(null, null, "words", null);
            case "new" -> new Body.ErrorForm(NEW_CODE, null, "words", null);
            default -> new Body.ErrorForm(word, null, "words", null);
        };
    }
}
