package courier.cli;

import courier.ops.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How dead letters are replayed. */
final class ReplayOptions {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int RANDOM_DIGITS = 4;

    @Option(names = "--dry-run", description = "Print what would happen, and publish nothing.")
    boolean dryRun;

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = {
                "A JSON Patch (RFC 6902, an array) or a JSON Merge Patch (RFC 7396, an object) for the JSON form of"
                        + " each intent, as 'publish' reads it.",
                "It may change integration_id or intent_id only where no attempt can have been sent: then a new intent"
                        + " 'replaces' the old one."
            })
    @Nullable
    Path patch;

    @Option(
            names = "--resubmit-unknown",
            description = "Also those in doubt: your word that you have looked, and they were not delivered.")
    boolean resubmitUnknown;

    @Option(
            names = "--raw",
            description = "Also records that could not be decoded, as they were, if they can be decoded now.")
    boolean raw;

    @Option(
            names = "--session",
            paramLabel = "NAME",
            converter = Name.class,
            description = "Begin, go on with, or take over the session of this name (default: a new name, printed).")
    @Nullable
    String session;

    @Option(names = "--rate", paramLabel = "N", converter = Rate.class, description = "At most so many a second.")
    double rate;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many in the session; it can go on with another limit.")
    long limit = Long.MAX_VALUE;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    boolean yes;

    static String newName(Time time) {
        return NAME.format(Instant.ofEpochMilli(time.wallMillis())) + "-"
                + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    }

    /** For picocli: part of the names of a consumer group and of transactions. */
    static final class Name implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,80}");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException(
                        "a session's name has up to 80 letters, digits, dots, hyphens and underscores");
            }
            return text;
        }
    }

    /** For picocli. */
    static final class Rate implements ITypeConverter<Double> {
        private static final double LEAST = 0.1;

        @Override
        public Double convert(String text) {
            double rate = Double.parseDouble(text);
            if (!(rate >= LEAST)) {
                throw new TypeConversionException("the least rate is " + LEAST + " a second");
            }
            return rate;
        }
    }
}
