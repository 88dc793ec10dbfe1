package courier.cli;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.replay.Bounds;
import courier.replay.Found;
import courier.replay.Found.Letter;
import courier.replay.Groups;
import courier.replay.LetterDesk;
import courier.replay.Position;
import courier.replay.Reading;
import courier.replay.Selection;
import courier.replay.Trait;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code courier dead-letters}, and the command below it. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Lists and counts dead letters, and shows single ones.",
        synopsisSubcommandLabel = "[show]",
        description = {
            "",
            "Reads the dead-letter topic from its beginning to where it ends when the command starts, in constant"
                    + " memory, and prints those that are meant. What is about a person (the intent, raw bytes, headers,"
                    + " and messages that may quote an answer) is left out of JSON unless --show-personal-data is"
                    + " given; tables and CSV never have it. Needs no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier dead-letters --group-by code,action             what there is",
            "  courier dead-letters --code 'ATS.*' --since 24h         the newest of some codes",
            "  courier dead-letters --in-doubt --format csv            what somebody has to decide",
            "  courier dead-letters --follow --format json             as they come",
            "  courier dead-letters show 3@42                          one, with all that is known of it"
        })
final class DeadLettersCommand implements Callable<Integer> {

    private static final int GROUPS_MAX = 100_000;

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default), json (lines) or csv.")
    private LetterPrinter.Format format = LetterPrinter.Format.table;

    @Option(
            names = "--group-by",
            split = ",",
            paramLabel = "TRAIT",
            converter = Traits.class,
            description =
                    "Count them in the place of listing them, by one or more of: code, stage, action, integration,"
                            + " job, intent, generation, in-doubt, http-status, hour, day.")
    private List<Trait> traits = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Groups that are printed, the largest first (default: ${DEFAULT-VALUE}).")
    private int top = 50;

    @Option(names = "--follow", description = "Go on with new ones, until stopped.")
    private boolean follow;

    @Option(names = "--show-personal-data", description = "Leave nothing out of JSON.")
    private boolean personal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    DeadLettersCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** For picocli. */
    static final class Traits implements ITypeConverter<Trait> {
        @Override
        public Trait convert(String text) {
            return Arrays.stream(Trait.values())
                    .filter(trait -> trait.text().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(Trait.values()).map(Trait::text).collect(Collectors.joining(", "))));
        }
    }

    @Override
    public Integer call() {
        if (follow && !traits.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--follow has no end, and groups are printed at the end");
        }
        return LetterDesks.at(wiring, settings, spec.commandLine().getErr(), this::list);
    }

    private ExitCode list(Settings loaded, LetterDesk desk) {
        LetterPrinter printer = new LetterPrinter(
                spec.commandLine().getOut(), format, personal ? Disclosure.SHOWN : Disclosure.WITHHELD);
        if (traits.isEmpty()) {
            // rows have nothing of what the first of several parts lacks
            boolean rows = format != LetterPrinter.Format.json;
            read(
                    desk,
                    letter -> printer.print(rows ? letter : desk.whole(letter).orElse(letter)));
            printer.end();
        } else {
            Groups groups = new Groups(traits, GROUPS_MAX);
            read(desk, groups::add);
            printer.print(groups, top);
        }
        return ExitCode.OK;
    }

    private void read(LetterDesk desk, Consumer<Letter> use) {
        Selection meant = selection.selection(wiring.time().wallMillis());
        Bounds all = desk.all();
        long unreadable = 0;
        boolean barred = follow || (traits.isEmpty() && Terminal.STANDARD_OUTPUT.isThere());
        try (Reading reading = desk.read(follow ? all.endless() : all);
                Gauge gauge = new Gauge("reading", all.size(), !barred, wiring.time())) {
            while (!reading.isDone()) {
                for (Found found : reading.next()) {
                    switch (found) {
                        case Letter letter -> {
                            if (meant.takes(letter)) {
                                use.accept(letter);
                            }
                        }
                        case Found.Rest _ -> {}
                        case Found.Unreadable _ -> unreadable++;
                    }
                }
                gauge.at(reading.behind());
                if (follow) {
                    spec.commandLine().getOut().flush();
                }
            }
        }
        if (unreadable > 0) {
            spec.commandLine().getErr().println("records that cannot be read as dead letters: " + unreadable);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Shows dead letters whole, by the positions that the list has.",
            description = {"", "Prints JSON, without personal data unless --show-personal-data is given.", ""},
            footer = {"", "Examples:", "  courier dead-letters show 3@42 --show-personal-data"})
    int show(
            @Mixin SettingsOption file,
            @Parameters(arity = "1..*", paramLabel = "POSITION", description = "Partition and offset, as 3@42.")
                    List<String> positions,
            @Option(names = "--show-personal-data", description = "Leave nothing out.") boolean whole) {
        PrintWriter err = spec.commandLine().getErr();
        List<Optional<Position>> parsed =
                positions.stream().map(Position::parse).toList();
        if (parsed.stream().anyMatch(Optional::isEmpty)) {
            err.println("A position is a partition and an offset, as 3@42.");
            return ExitCode.INVALID_INPUT.number();
        }
        return LetterDesks.at(wiring, file, err, (_, desk) -> {
            ExitCode code = ExitCode.OK;
            for (Position position : parsed.stream().flatMap(Optional::stream).toList()) {
                if (desk.at(position).orElse(null) instanceof Letter letter) {
                    spec.commandLine()
                            .getOut()
                            .println(LetterJson.pretty(
                                    desk.whole(letter).orElse(letter), whole ? Disclosure.SHOWN : Disclosure.WITHHELD));
                } else {
                    err.println("There is no dead letter at " + position + ".");
                    code = ExitCode.INVALID_INPUT;
                }
            }
            spec.commandLine().getOut().flush();
            return code;
        });
    }
}
