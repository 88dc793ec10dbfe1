package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.DeadLetterPart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes the {@link LetterHeader}s of a dead letter. */
final class LetterHeaders {

    /** An overlong id breaks a rule; its whole length is in the value. */
    private static final int LONGEST = 255;

    private static final int FRAMES = 20;

    /** What a code looks like; an answer could hold anything in its place. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_.]{1,255}");

    private LetterHeaders() {}

    /**
     * Adds them.
     *
     * @param failure what reading the record failed with; null if it could be read, or was not tried
     */
    static Headers add(Headers to, ApplicationDeadLetter letter, @Nullable Throwable failure) {
        String code = CODE.matcher(letter.getCode()).matches() ? letter.getCode() : "UNKNOWN";
        put(
                to,
                LetterHeader.EXCEPTION,
                failure == null ? code : failure.getClass().getName());
        put(to, LetterHeader.MESSAGE, message(letter, code));
        put(to, LetterHeader.STACKTRACE, failure == null ? null : frames(failure));
        put(to, LetterHeader.TOPIC, letter.getSource().getTopic());
        put(to, LetterHeader.PARTITION, letter.getSource().getPartition());
        put(to, LetterHeader.OFFSET, letter.getSource().getOffset());
        put(to, LetterHeader.CODE, code);
        put(to, LetterHeader.STAGE, letter.getStage());
        put(to, LetterHeader.ACTION, letter.getAction());
        put(to, LetterHeader.IN_DOUBT, letter.getInDoubt());
        put(to, LetterHeader.INTEGRATION, letter.getIntegrationId());
        put(to, LetterHeader.INTENT, letter.getIntentId());
        put(to, LetterHeader.GENERATION, letter.getGeneration());
        put(to, LetterHeader.ATTEMPTS, letter.getAttempts().size());
        put(to, LetterHeader.HTTP_STATUS, letter.getHttpStatus());
        return to;
    }

    /** Adds which part it is. */
    static Headers add(Headers to, DeadLetterPart part) {
        put(to, LetterHeader.PART, part.getNumber() + "/" + part.getParts());
        return to;
    }

    private static String message(ApplicationDeadLetter letter, String code) {
        Integer status = letter.getHttpStatus();
        return "Dead-lettered in the stage " + letter.getStage() + ": " + code
                + (status == null ? "" : " (HTTP " + status + ")")
                + (letter.getInDoubt() ? "; the application may have been created." : ".");
    }

    private static String frames(Throwable failure) {
        return failure.getClass().getName()
                + Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n\tat " + frame)
                        .collect(Collectors.joining());
    }

    private static void put(Headers to, LetterHeader header, @Nullable Object value) {
        if (value != null) {
            String text = value.toString();
            String kept =
                    header == LetterHeader.STACKTRACE || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
            to.add(header.text(), kept.getBytes(StandardCharsets.UTF_8));
        }
    }
}
