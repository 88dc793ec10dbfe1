package courier.sandbox.account;

import java.util.List;

/** The public topics of a worker. */
public record TopicNames(String intents, String successes, String warnings, String deadLetters) {
    /** What they are called unless a worker is told otherwise. */
    public static final TopicNames USUAL = new TopicNames(
            "application-intents", "application-successes", "application-warnings", "application-dead-letters");

    /** All of them. */
    public List<String> all() {
        return List.of(intents, successes, warnings, deadLetters);
    }
}
