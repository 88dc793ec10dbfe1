package courier.submission.kombo;

import courier.submission.verdict.Hints;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what an answer's headers say about the pace. Nonsense counts as absent. */
final class PaceHeaders {

    /** Whoever asks for more is asked again after this. */
    static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private PaceHeaders() {}

    /**
     * Reads the headers.
     *
     * @param now the worker's wall clock, for an answer that does not say its own
     */
    static Hints read(Headers headers, Instant now) {
        return new Hints(
                retryAfter(headers, now),
                count(headers, "Concurrency-Limit"),
                count(headers, "Concurrency-Remaining"),
                count(headers, "ratelimit-limit"),
                count(headers, "ratelimit-remaining"),
                seconds(headers.get("ratelimit-reset")));
    }

    private static @Nullable Duration retryAfter(Headers headers, Instant now) {
        String value = headers.get("Retry-After");
        Duration seconds = seconds(value);
        if (seconds != null || value == null) {
            return seconds;
        }
        Instant at = headers.getInstant("Retry-After");
        if (at == null) {
            return null;
        }
        // the server's own clock, where it tells it: the two need not agree
        Instant answered = headers.getInstant("Date");
        Duration wait = Duration.between(answered == null ? now : answered, at);
        return bounded(wait.isNegative() ? Duration.ZERO : wait);
    }

    private static @Nullable Duration seconds(@Nullable String value) {
        if (value == null || !DIGITS.matcher(value.strip()).matches()) {
            return null;
        }
        Integer seconds = number(value);
        // more than an int holds is a long time all the same
        return seconds == null ? LONGEST_PAUSE : bounded(Duration.ofSeconds(seconds));
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }

    private static @Nullable Integer count(Headers headers, String name) {
        return number(headers.get(name));
    }

    private static @Nullable Integer number(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            int number = Integer.parseInt(value.strip());
            return number < 0 ? null : number;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
