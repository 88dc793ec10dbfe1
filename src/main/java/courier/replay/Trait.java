package courier.replay;

import courier.avro.ApplicationDeadLetter;
import courier.replay.Found.Letter;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What dead letters can be counted by. None of it is about a person. */
public enum Trait {
    CODE,
    STAGE,
    ACTION,
    INTEGRATION,
    JOB,
    INTENT,
    GENERATION,
    IN_DOUBT,
    HTTP_STATUS,
    HOUR,
    DAY;

    /** The name on the command line and in output. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A dead letter's value; empty where it has none. */
    public String of(Letter letter) {
        ApplicationDeadLetter content = letter.content();
        return switch (this) {
            case CODE -> content.getCode();
            case STAGE -> content.getStage();
            case ACTION -> content.getAction();
            case INTEGRATION -> text(content.getIntegrationId());
            case JOB -> text(content.getJobId());
            case INTENT -> text(content.getIntentId());
            case GENERATION -> text(content.getGeneration());
            case IN_DOUBT -> content.getInDoubt() ? "yes" : "no";
            case HTTP_STATUS -> text(content.getHttpStatus());
            case HOUR ->
                content.getDeadLetteredAt().truncatedTo(ChronoUnit.HOURS).toString();
            case DAY ->
                content.getDeadLetteredAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
