package courier.submission.verdict;

import courier.outcome.Delivery;
import courier.outcome.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done about a code, in the words of the settings. What is known of the application is no part of it. */
public enum Course {
    RETRY("retry", "call again, later and later; each call counts as an attempt"),
    THROTTLE("throttle", "slow the integration down and call again; not an attempt"),
    THROTTLE_KEY("throttle-key", "slow down all that is called with the API key, and call again; not an attempt"),
    HOLD("hold", "keep the integration's intents and probe with a single call now and then"),
    HOLD_KEY("hold-key", "the same for all that is called with the API key"),
    HOLD_ADDRESS("hold-address", "the same for all that is called from the worker's address"),
    REJECT("reject", "dead-letter"),
    DOUBT("doubt", "the application may exist: the policy for doubt decides");

    private final String text;
    private final String meaning;

    Course(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The word in settings, tables and documents. */
    public String text() {
        return text;
    }

    /** What is done, for a person. */
    public String meaning() {
        return meaning;
    }

    /** Finds a course by its word. */
    public static Optional<Course> of(String text) {
        for (Course course : values()) {
            if (course.text.equals(text)) {
                return Optional.of(course);
            }
        }
        return Optional.empty();
    }

    /** The course that a ruling takes; null for the one that depends on what came before. */
    static @Nullable Course of(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Retry _ -> RETRY;
            case Ruling.Throttle(Scope scope) ->
                switch (scope) {
                    case INTEGRATION -> THROTTLE;
                    case KEY, ADDRESS -> THROTTLE_KEY;
                };
            case Ruling.Hold(Scope scope, var _) ->
                switch (scope) {
                    case INTEGRATION -> HOLD;
                    case KEY -> HOLD_KEY;
                    case ADDRESS -> HOLD_ADDRESS;
                };
            case Ruling.Reject _ -> REJECT;
            case Ruling.Doubt _ -> DOUBT;
            case Ruling.Exists _ -> null;
        };
    }

    /**
     * What is ruled when this is done and that is known. A throttle and a doubt stand for one knowledge each:
     * {@link Overrides} lets them through only where they say no more than that.
     */
    Ruling ruling(Delivery known) {
        return switch (this) {
            case RETRY -> new Ruling.Retry(known);
            case THROTTLE -> new Ruling.Throttle(Scope.INTEGRATION);
            case THROTTLE_KEY -> new Ruling.Throttle(Scope.KEY);
            case HOLD -> new Ruling.Hold(Scope.INTEGRATION, known);
            case HOLD_KEY -> new Ruling.Hold(Scope.KEY, known);
            case HOLD_ADDRESS -> new Ruling.Hold(Scope.ADDRESS, known);
            case REJECT -> new Ruling.Reject(known);
            case DOUBT -> new Ruling.Doubt();
        };
    }
}
