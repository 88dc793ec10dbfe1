package courier.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of reading the settings. */
public sealed interface Loading {

    /** Every setting keeps its rule. */
    record Loaded(Settings settings) implements Loading {}

    /** All that is wrong, at once; nothing may be started. */
    record Invalid(List<Problem> problems) implements Loading {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** For a person: one line for each problem. */
        public String text() {
            return problems.stream().map(Problem::text).collect(Collectors.joining(System.lineSeparator()));
        }
    }

    /**
     * One mistake.
     *
     * @param key the setting's name, or the file that cannot be read
     * @param value as it was written; null where it is missing or must not be printed
     * @param origin where it was written: a file, an environment variable, a system property; null where it is missing
     * @param rule what it breaks
     * @param fix how to put it right
     */
    record Problem(
            String key, @Nullable String value, @Nullable String origin, String rule, String fix) {

        /** For a person, in one line. */
        public String text() {
            return key + (value == null ? "" : " = \"" + value + "\"") + (origin == null ? "" : " (" + origin + ")")
                    + ": " + rule + "; " + fix;
        }
    }
}
