package courier.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a session has come in one partition. It is committed as the session's offset there, with {@link #metadata},
 * in the same transaction as what was replayed: so it is exact after any crash.
 *
 * @param next the first offset that is not dealt with
 * @param end the offset at which the session ends, fixed when it began
 * @param decision names what was decided when the session began: see {@link Decision}
 */
record Mark(long next, long end, String decision, Account account) {

    private static final String VERSION = "courier-replay/1";
    private static final Pattern WORD = Pattern.compile("([A-Za-z_]+)=([0-9a-f]+)");

    Mark passed(long offset, Plan plan) {
        return new Mark(Math.max(next, offset + 1), end, decision, account.and(plan));
    }

    /** With nothing left before an offset. */
    Mark reached(long offset) {
        return new Mark(Math.clamp(offset, next, Math.max(next, end)), end, decision, account);
    }

    boolean isDone() {
        return next >= end;
    }

    /** All but {@link #next}, as text. */
    String metadata() {
        StringBuilder text = new StringBuilder(VERSION)
                .append(" end=")
                .append(end)
                .append(" decision=")
                .append(decision)
                .append(" replayed=")
                .append(account.replayed());
        account.skipped()
                .forEach((reason, count) ->
                        text.append(' ').append(reason.name()).append('=').append(count));
        return text.toString();
    }

    /** Reads it back; empty for an offset that is no session's. */
    static Optional<Mark> of(long next, String metadata) {
        String[] words = metadata.split(" ", -1);
        if (!words[0].equals(VERSION)) {
            return Optional.empty();
        }
        long end = 0;
        long replayed = 0;
        String decision = "";
        Map<Reason, Long> skipped = new EnumMap<>(Reason.class);
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            Matcher form = WORD.matcher(word);
            if (!form.matches()) {
                return Optional.empty();
            }
            String value = form.group(2);
            switch (form.group(1)) {
                case "end" -> end = Long.parseLong(value);
                case "replayed" -> replayed = Long.parseLong(value);
                case "decision" -> decision = value;
                case String reason -> skipped.put(Reason.valueOf(reason), Long.parseLong(value));
            }
        }
        return Optional.of(new Mark(next, end, decision, new Account(replayed, skipped)));
    }
}
