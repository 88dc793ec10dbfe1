package courier.ops;

/** Writes {@code docs/logs.md} from {@link LogKey}. */
final class LogDocument {

    private static final String HEADER = """
            # Logs

            A worker logs to standard error. `COURIER_LOG_FORMAT` in its environment chooses the format: `plain` (the default),
            a line for people, or `json`, one object a line. `COURIER_LOG_LEVEL` is that of Courier's own classes; libraries
            log what they warn of. What is printed before there is a log (mistakes in the configuration, the Java runtime's own
            complaints) is plain text in either format.

            In JSON, each line has `time` (ISO 8601, UTC), `level`, `thread`, `logger` and `message`; a line of an exception has
            `exception` (its class) and `stack_trace` as well. In plain, they stand in this order, and the keys follow:

                2026-03-01T08:15:30.123Z WARN  [call-17] c.s.LoggedJourney An attempt failed intent=i-1, integration=workday:abc, ...

            Messages are constant: count and alert by `message`, and take what differs from the keys below. There are no other
            keys, and their values are texts. None is personal data, a secret or a pre-signed URL; ids are told as their
            producers chose them, with line breaks escaped.

            What is logged of a call, by whomever, has `integration`, `intent`, `generation`, `job`, `attempt` and `nonce`. A
            failure that may come in thousands is told at once the first time; the same ones are then counted for a minute,
            and told by a line with the same message and `repeats`, minute by minute, until they stop. For attempts that
            fail, the same means the same integration, code and verdict: for single intents, read the dead letters, or ask
            `GET /applications/{integration}/{intent}`.

            """;

    private LogDocument() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEADER);
        out.append("| key | value |\n|---|---|\n");
        for (LogKey key : LogKey.values()) {
            out.append("| `")
                    .append(key.text())
                    .append("` | ")
                    .append(key.meaning())
                    .append(" |\n");
        }
        return out.append("\nGenerated from `courier.ops.LogKey`; a test compares the two.\n")
                .toString();
    }
}
