package courier.cli;

import courier.avro.ApplicationDeadLetter;
import courier.replay.Found.Letter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rows tell of a dead letter: nothing that is about a person. Those with a width stand in the table. */
enum LetterColumn {
    POSITION(9),
    DEAD_LETTERED_AT(20),
    CODE(32),
    ACTION(16),
    IN_DOUBT(8),
    INTEGRATION_ID(26),
    JOB_ID(22),
    INTENT_ID(26),
    GENERATION(10),
    STAGE(0),
    HTTP_STATUS(0),
    ATTEMPTS(0),
    LOG_URL(0),
    SOURCE(0);

    private static final List<LetterColumn> IN_TABLE =
            Arrays.stream(values()).filter(column -> column.width > 0).toList();

    private final int width;

    LetterColumn(int width) {
        this.width = width;
    }

    private String of(Letter letter) {
        ApplicationDeadLetter content = letter.content();
        return switch (this) {
            case POSITION -> letter.position().toString();
            case DEAD_LETTERED_AT ->
                content.getDeadLetteredAt().truncatedTo(ChronoUnit.SECONDS).toString();
            case CODE -> content.getCode();
            case ACTION -> content.getAction();
            case IN_DOUBT -> content.getInDoubt() ? "yes" : "no";
            case INTEGRATION_ID -> text(content.getIntegrationId());
            case JOB_ID -> text(content.getJobId());
            case INTENT_ID -> text(content.getIntentId());
            case GENERATION -> text(content.getGeneration());
            case STAGE -> content.getStage();
            case HTTP_STATUS -> text(content.getHttpStatus());
            case ATTEMPTS -> Integer.toString(content.getAttempts().size());
            case LOG_URL -> text(content.getLogUrl());
            case SOURCE ->
                content.getSource().getTopic() + " "
                        + content.getSource().getPartition() + "@"
                        + content.getSource().getOffset();
        };
    }

    /** The names, for other programs. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** All values. */
    static List<String> cells(Letter letter) {
        return Arrays.stream(values()).map(column -> column.of(letter)).toList();
    }

    /** The head of the table. */
    static String head() {
        return line(column -> column.name().replace('_', ' '));
    }

    /** A row of the table; what is too long for its column is cut. */
    static String row(Letter letter) {
        return line(column -> column.of(letter));
    }

    private static String line(Function<LetterColumn, String> cell) {
        return IN_TABLE.stream()
                .map(column -> padded(cell.apply(column), column.width))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    /** Ids are strangers' texts: what would act on a terminal is spelled out, and a line stays one. */
    static String padded(String text, int width) {
        String safe = Printable.of(text).replace("\n", "\\n");
        String cut = safe.length() <= width ? safe : safe.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
