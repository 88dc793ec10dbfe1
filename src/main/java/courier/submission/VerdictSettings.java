package courier.submission;

import courier.config.OverrideCheck.Objection;
import courier.config.Settings;
import courier.config.Suggestion;
import courier.submission.verdict.Code;
import courier.submission.verdict.Course;
import courier.submission.verdict.Overrides;
import courier.submission.verdict.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the table of verdicts from the settings, and tells what is wrong or doubtful about them. Stateless. */
public final class VerdictSettings {

    private static final String TABLE = "'courier verdicts' lists the codes";

    private VerdictSettings() {}

    /**
     * The table as the settings want it.
     *
     * @throws IllegalArgumentException for settings that {@link #objection} objects to
     */
    public static Verdicts verdicts(Settings.Verdicts settings) {
        Map<String, Course> courses = new HashMap<>();
        settings.overrides().forEach((code, word) -> {
            Optional<Objection> objection = objection(code, word);
            if (objection.isPresent()) {
                throw new IllegalArgumentException("verdicts.overrides." + code + " = " + word + " "
                        + objection.get().rule());
            }
            Course.of(word).ifPresent(course -> courses.put(code, course));
        });
        return Verdicts.with(courses);
    }

    /** Why this may not be done about the code; for reading the settings. */
    public static Optional<Objection> objection(String code, String word) {
        Optional<Code> known = Code.ofText(code);
        if (known.isEmpty() && !Code.shapedLikeKombos(code)) {
            return Optional.of(new Objection("is not a code", suggestion(code).orElse(TABLE)));
        }
        Optional<Course> course = Course.of(word);
        if (course.isEmpty()) {
            return Optional.of(new Objection("must be one of " + words(Arrays.stream(Course.values())), wordFor(word)));
        }
        return known.flatMap(each -> Optional.ofNullable(Overrides.refusal(each, course.get()))
                .map(refusal -> new Objection(refusal, instead(each))));
    }

    /** What may be meant otherwise, or has a price: one sentence each, for the log and the console. */
    public static List<String> warnings(Settings.Verdicts settings) {
        List<String> warnings = new ArrayList<>();
        new TreeMap<>(settings.overrides()).forEach((code, word) -> {
            String what = "verdicts.overrides." + code + " = " + word + ": ";
            Optional<Code> known = Code.ofText(code);
            if (known.isEmpty()) {
                suggestion(code)
                        .ifPresent(near -> warnings.add(what
                                + "Courier knows no such code. It is taken for one that Kombo has introduced since; "
                                + near));
            } else if (Course.of(word)
                    .filter(course -> Overrides.repeatsBlindly(known.get(), course))
                    .isPresent()) {
                warnings.add(what + "an application that was created all the same is submitted a second time");
            }
        });
        return warnings;
    }

    private static Optional<String> suggestion(String code) {
        return Suggestion.nearest(code, Arrays.stream(Code.values()).map(Code::text))
                .map(near -> "did you mean " + near + "?");
    }

    private static String wordFor(String word) {
        return Suggestion.nearest(word, Arrays.stream(Course.values()).map(Course::text))
                .map(near -> "did you mean " + near + "?")
                .orElse("docs/verdicts.md tells what they mean");
    }

    private static String instead(Code code) {
        String words = words(Arrays.stream(Course.values()).filter(course -> Overrides.refusal(code, course) == null));
        return words.isEmpty() ? "leave it out" : "leave it out, or write one of " + words;
    }

    private static String words(Stream<Course> courses) {
        return courses.map(Course::text).collect(Collectors.joining(", "));
    }
}
