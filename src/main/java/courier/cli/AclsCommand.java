package courier.cli;

import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.topology.AccessRole;
import courier.topology.Grant;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.resource.PatternType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code courier acls}. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Prints the ACLs that Courier needs at the brokers, and no more than those.",
        description = {
            "",
            "They follow from kafka.application-id, the names of the topics and topics.create. The commands for"
                    + " kafka-acls.sh can be pasted into a shell. Needs no cluster and no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier acls -c prod.yaml                                     what a worker needs",
            "  courier acls --role replay --principal User:oncall            what replaying needs",
            "  courier acls --role all --format table                        all roles, with the reasons"
        })
final class AclsCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RolesInText.class,
            description =
                    "worker (default), topics, topics-check, publish, dead-letters, replay, holds, erase, or all.")
    private Roles roles = new Roles(List.of(AccessRole.WORKER));

    @Option(
            names = "--principal",
            paramLabel = "PRINCIPAL",
            description = "Whom they are for; default: ${DEFAULT-VALUE}.")
    private String principal = "User:courier";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Client settings of the person who runs kafka-acls.sh, copied into each command.")
    private @Nullable String commandConfig;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.commands;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** As they are written on the command line. */
    private enum Format {
        commands,
        table
    }

    /** One, or all. */
    private record Roles(List<AccessRole> named) {}

    private static final class RolesInText implements ITypeConverter<Roles> {
        @Override
        public Roles convert(String text) {
            if (text.equals("all")) {
                return new Roles(List.of(AccessRole.values()));
            }
            return Arrays.stream(AccessRole.values())
                    .filter(role -> role.text().equals(text))
                    .findFirst()
                    .map(role -> new Roles(List.of(role)))
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no role"));
        }
    }

    AclsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::show);
    }

    private ExitCode show(Settings loaded) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case commands -> roles.named().forEach(each -> printCommands(each, loaded, out));
            case table -> out.println(table(loaded));
        }
        return ExitCode.OK;
    }

    private void printCommands(AccessRole each, Settings loaded, PrintWriter out) {
        out.println("# " + each.commands());
        for (Grant grant : each.grants(loaded)) {
            out.println("kafka-acls.sh --bootstrap-server "
                    + quoted(loaded.kafka().bootstrapServers())
                    + (commandConfig == null ? "" : " --command-config " + quoted(commandConfig))
                    + " --add --allow-principal " + quoted(principal) + " " + grant.operationNames("--operation ", " ")
                    + (grant.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "")
                    + resource(grant) + " " + quoted(grant.name()));
        }
    }

    private static String resource(Grant grant) {
        return " --" + grant.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private String table(Settings loaded) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ROLE", "RESOURCE", "PATTERN", "NAME", "OPERATIONS", "WHY"));
        for (AccessRole each : roles.named()) {
            for (Grant grant : each.grants(loaded)) {
                rows.add(List.of(
                        each.text(),
                        grant.type().name().toLowerCase(Locale.ROOT),
                        grant.pattern().name().toLowerCase(Locale.ROOT),
                        grant.name(),
                        grant.operationNames("", ","),
                        grant.why()));
            }
        }
        return Columns.text(rows);
    }
}
