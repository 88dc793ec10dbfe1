package courier.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: {@code 2030-01-31T12:00:00Z}, {@code 2030-01-31} (its beginning in UTC), or {@code 2h}
 * for so long ago.
 *
 * @param at null for a time that depends on when the command runs
 * @param ago null for one that does not
 */
record When(@Nullable Instant at, @Nullable Duration ago) {

    /** The time, asked for at another. */
    Instant seenFrom(long nowMillis) {
        if (at != null) {
            return at;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        return ago == null ? now : now.minus(ago);
    }

    boolean isRelative() {
        return at == null;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<When> {

        private static final Span SPAN = new Span();

        @Override
        public When convert(String text) {
            try {
                return new When(
                        text.length() <= "2030-01-31".length() && text.indexOf('-') > 0
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : Instant.parse(text),
                        null);
            } catch (DateTimeParseException _) {
                return ago(text);
            }
        }

        private static When ago(String text) {
            try {
                return new When(null, SPAN.convert(text));
            } catch (TypeConversionException _) {
                throw new TypeConversionException("'" + text
                        + "' is no time: write for example 2030-01-31T12:00:00Z, 2030-01-31, or 2h for two hours ago");
            }
        }
    }
}
