package courier.config;

import courier.config.Loading.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the logging reads from the environment itself, before there are settings. A word that it does not know would
 * leave a worker without a log, so it is refused with the other mistakes.
 */
enum LogVariable {
    COURIER_LOG_FORMAT("plain", "json"),
    COURIER_LOG_LEVEL("trace", "debug", "info", "warn", "error", "off");

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    private final List<String> words;

    LogVariable(String... words) {
        this.words = List.of(words);
    }

    static Optional<LogVariable> named(String variable) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(variable))
                .findFirst();
    }

    /** What is wrong with a value. */
    Optional<Problem> problem(String value) {
        boolean known = words.contains(this == COURIER_LOG_LEVEL ? value.toLowerCase(Locale.ROOT) : value);
        return known
                ? Optional.empty()
                : Optional.of(new Problem(
                        name(),
                        value,
                        "environment",
                        "must be one of " + String.join(", ", words),
                        "write one of these, or unset it"));
    }
}
