package courier.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import courier.config.Effective;
import courier.config.Effective.Line;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.topology.ForeignSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code courier config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Prints the settings that are in force, and where each comes from.",
        description = {
            "",
            "Checks them all first, and tells every mistake at once. Secrets are shown as " + Effective.MASK
                    + ", as is every setting of another library that is not known to be harmless. Needs no cluster and"
                    + " no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier config -c prod.yaml              all settings",
            "  courier config -c prod.yaml --written    those that somebody has written, in whatever place"
        })
final class ConfigCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--written", description = "Leave out the defaults.")
    private boolean written;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.table;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** As they are written on the command line. */
    private enum Format {
        table,
        json
    }

    ConfigCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), _ -> show());
    }

    private ExitCode show() {
        List<Line> lines = Effective.of(settings.sources(wiring), new ForeignSettings()).stream()
                .filter(line -> !written || line.isWritten())
                .toList();
        spec.commandLine()
                .getOut()
                .println(
                        switch (format) {
                            case table -> table(lines);
                            case json -> json(lines);
                        });
        return ExitCode.OK;
    }

    private static String table(List<Line> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SETTING", "VALUE", "FROM"));
        lines.forEach(line -> rows.add(List.of(line.name(), line.value() == null ? "" : line.value(), line.origin())));
        return Columns.text(rows);
    }

    private static String json(List<Line> lines) {
        ArrayNode array = JSON.createArrayNode();
        lines.forEach(line -> array.addObject()
                .put("name", line.name())
                .put("value", line.value())
                .put("from", line.origin()));
        return array.toPrettyString();
    }
}
