package courier.replay;

import courier.intent.Intent;
import courier.intent.Violation;
import courier.replay.Found.Letter;
import java.util.List;

/** What is to become of a dead letter. */
public sealed interface Plan {

    /** Not asked for. */
    record Leave() implements Plan {}

    /** To be published as this intent, with the headers of its record. */
    record Replay(Letter letter, Intent intent) implements Plan {}

    /** To be published again as its record was: key, value and headers. */
    record Raw(Letter letter) implements Plan {}

    /**
     * Asked for, but not to be published.
     *
     * @param detail what else there is to say of this one; without the intent's values
     */
    record Skip(Reason reason, String detail, List<Violation> violations) implements Plan {
        public Skip {
            violations = List.copyOf(violations);
        }

        static Skip of(Reason reason) {
            return new Skip(reason, "", List.of());
        }
    }
}
