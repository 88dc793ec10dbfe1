package courier.ledger;

import courier.outcome.HoldCommand;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell of a hold.
 *
 * @param integrationId null for the hold of a whole partition
 * @param hold as it is, or as it was when it ended
 * @param until when what has waited since its beginning is dead-lettered
 * @param waiting intents that wait
 * @param oldest when the oldest open intent was admitted; null if there is none
 * @param by what ended it; null while it lasts
 * @param command the person's word that it follows
 * @param logUrl Kombo's own log of the call that began it
 * @param at when; all times are milliseconds since the epoch
 */
public record HoldEvent(
        @Nullable String integrationId,
        int partition,
        State state,
        Hold hold,
        long until,
        long waiting,
        @Nullable Long oldest,
        @Nullable End by,
        @Nullable HoldCommand command,
        @Nullable String logUrl,
        long at)
        implements Told {

    /** The key of its record: the integration, or the partition. */
    public String key() {
        return integrationId == null ? Roster.ALL + partition : integrationId;
    }

    /** What became of the hold. */
    public enum State {
        /** It has begun. */
        BEGUN("begun"),
        /** It lasts: told after 1, 2, 4, 8 … probing calls. */
        ONGOING("ongoing"),
        /** A person lets it last longer. */
        EXTENDED("extended"),
        /** It has lasted so long that intents are dead-lettered. */
        EXPIRED("expired"),
        /** It is over. */
        ENDED("ended"),
        /** A person's word found nothing held. */
        NONE("none");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** The name in events. */
        public String text() {
            return text;
        }
    }

    /** What ends a hold. */
    public enum End {
        /** An answer that proves that it works again. */
        ANSWER("answer"),
        /** A person. */
        PERSON("person");

        private final String text;

        End(String text) {
            this.text = text;
        }

        /** The name in events. */
        public String text() {
            return text;
        }
    }
}
