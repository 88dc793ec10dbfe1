package courier.outcome;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on a hold, as it travels in the outcomes topic. Carrying one out twice is as good as once.
 *
 * @param integrationId null for all integrations of the partition that it is written to
 * @param until for {@link Kind#EXTEND}: until when the hold may last at least, in milliseconds since the epoch; else 0
 * @param id names the command, so that its effect can be recognised
 * @param by who gave it: an account or a role
 * @param at when, in milliseconds since the epoch
 */
public record HoldCommand(
        Kind kind, @Nullable String integrationId, long until, String id, String by, String reason, long at) {

    private static final String UNTIL = "until";
    private static final String ID = "id";
    private static final String BY = "by";
    private static final String REASON = "reason";
    private static final String AT = "at";

    /** What is to be done. */
    public enum Kind {
        /** End the hold. */
        RELEASE("release-hold"),
        /** Let it last longer. */
        EXTEND("extend-hold"),
        /** Begin a hold that only a person ends. */
        BEGIN("begin-hold");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** The record that carries it. */
    public OutcomeRecord.Commanded toRecord() {
        Map<String, String> arguments = new HashMap<>();
        arguments.put(UNTIL, Long.toString(until));
        arguments.put(ID, id);
        arguments.put(BY, by);
        arguments.put(REASON, reason);
        arguments.put(AT, Long.toString(at));
        return new OutcomeRecord.Commanded(integrationId, kind.text, arguments);
    }

    /** Reads it back; empty for a command that is none of these, or that lacks something. */
    public static Optional<HoldCommand> of(OutcomeRecord.Commanded record) {
        Map<String, String> given = record.arguments();
        for (Kind kind : Kind.values()) {
            if (kind.text.equals(record.name()) && given.containsKey(ID)) {
                return Optional.of(new HoldCommand(
                        kind,
                        record.integrationId(),
                        number(given.get(UNTIL)),
                        given.getOrDefault(ID, ""),
                        given.getOrDefault(BY, ""),
                        given.getOrDefault(REASON, ""),
                        number(given.get(AT))));
            }
        }
        return Optional.empty();
    }

    /** Zero for what is no number: the ledger must take whatever a record holds. */
    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
