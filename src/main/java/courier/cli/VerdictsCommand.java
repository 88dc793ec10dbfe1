package courier.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.submission.VerdictSettings;
import courier.submission.verdict.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code courier verdicts}. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Prints what each code of Kombo's, and each failure, leads to.",
        description = {
            "",
            "The table as it is in force: with what the settings change below verdicts.overrides. Needs no cluster and"
                    + " no API key. docs/verdicts.md explains the words.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier verdicts                              the standard table, or that of COURIER_CONFIG",
            "  courier verdicts -c prod.yaml --format csv    a site's own, for a spreadsheet"
        })
final class VerdictsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> COLUMNS = List.of("code", "verdict", "known", "remedy", "standard", "meaning");

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

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
        json,
        csv
    }

    VerdictsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::show);
    }

    private ExitCode show(Settings loaded) {
        List<List<String>> rows = VerdictSettings.verdicts(loaded.verdicts()).table().stream()
                .map(VerdictsCommand::cells)
                .toList();
        spec.commandLine()
                .getOut()
                .println(
                        switch (format) {
                            case table -> table(rows);
                            case json -> json(rows);
                            case csv -> csv(rows);
                        });
        VerdictSettings.warnings(loaded.verdicts())
                .forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        return ExitCode.OK;
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.code(),
                row.verdict(),
                text(row.known()),
                text(row.remedy()),
                row.standard() == null ? "" : row.standard(),
                row.meaning());
    }

    private static String text(@Nullable Delivery known) {
        return known == null ? "" : known.text();
    }

    private static String text(@Nullable Action remedy) {
        return remedy == null ? "" : remedy.text();
    }

    /** With the standard's word where configuration took another, and a last line that says how many it did. */
    private static String table(List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("CODE", "VERDICT", "KNOWN", "REMEDY", "IN PLACE OF", "MEANING"));
        lines.addAll(rows);
        long changed = rows.stream().filter(row -> !row.get(4).isEmpty()).count();
        return Columns.text(lines)
                + System.lineSeparator() + System.lineSeparator() + "codes: " + rows.size()
                + ", changed by configuration: " + changed;
    }

    private static String json(List<List<String>> rows) {
        List<Map<String, @Nullable String>> objects = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, @Nullable String> object = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                object.put(COLUMNS.get(i), row.get(i).isEmpty() ? null : row.get(i));
            }
            objects.add(object);
        }
        try {
            return JSON.writeValueAsString(objects);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
    }

    private static String csv(List<List<String>> rows) {
        return String.join(",", COLUMNS)
                + System.lineSeparator()
                + rows.stream()
                        .map(row -> row.stream().map(VerdictsCommand::quoted).collect(Collectors.joining(",")))
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
