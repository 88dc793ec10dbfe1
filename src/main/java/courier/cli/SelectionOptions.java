package courier.cli;

import courier.outcome.Action;
import courier.replay.Glob;
import courier.replay.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant. */
final class SelectionOptions {

    private static final String PATTERNS = " Several with commas; * and ? as in file names.";

    @Option(
            names = "--code",
            split = ",",
            paramLabel = "PATTERN",
            converter = Globs.class,
            description = "Of these codes, for example 'ATS.*'." + PATTERNS)
    private List<Glob> codes = List.of();

    @Option(
            names = "--stage",
            split = ",",
            paramLabel = "STAGE",
            description = "Of these stages: decode, admission, ledger, submission.")
    private List<String> stages = List.of();

    @Option(
            names = "--action",
            split = ",",
            paramLabel = "ACTION",
            converter = Actions.class,
            description = "For which this can be done: retryable, needs-correction, needs-decision, never.")
    private List<String> actions = List.of();

    @Option(
            names = "--integration",
            split = ",",
            paramLabel = "PATTERN",
            converter = Globs.class,
            description = "Of these integrations." + PATTERNS)
    private List<Glob> integrations = List.of();

    @Option(
            names = "--job",
            split = ",",
            paramLabel = "PATTERN",
            converter = Globs.class,
            description = "Of these jobs." + PATTERNS)
    private List<Glob> jobs = List.of();

    @Option(
            names = "--intent",
            split = ",",
            paramLabel = "PATTERN",
            converter = Globs.class,
            description = "Of these intents." + PATTERNS)
    private List<Glob> intents = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = When.Converter.class,
            description = "Ended then or later: 2030-01-31T12:00:00Z, 2030-01-31, or 2h for two hours ago.")
    private @Nullable When since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = When.Converter.class,
            description = "Ended before then.")
    private @Nullable When until;

    @Option(
            names = "--in-doubt",
            negatable = true,
            description = "Only those whose application may have been created all the same; --no-in-doubt: no such.")
    private @Nullable Boolean inDoubt;

    Selection selection(long now) {
        return new Selection(
                codes,
                stages,
                integrations,
                jobs,
                intents,
                actions,
                since == null ? null : since.seenFrom(now),
                until == null ? null : until.seenFrom(now),
                inDoubt);
    }

    /** Whether it would mean other dead letters a little later. */
    boolean isRelative() {
        return (since != null && since.isRelative()) || (until != null && until.isRelative());
    }

    /** For picocli. */
    static final class Globs implements ITypeConverter<Glob> {
        @Override
        public Glob convert(String text) {
            return new Glob(text);
        }
    }

    /** For picocli: a wrong word would select nothing, which looks like good news. */
    static final class Actions implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Arrays.stream(Action.values()).noneMatch(action -> action.text().equals(text))) {
                throw new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Action.values()).map(Action::text).collect(Collectors.joining(", ")));
            }
            return text;
        }
    }
}
