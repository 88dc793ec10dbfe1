package courier.cli;

import courier.ops.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code courier}, which only has others below it. */
@Command(
        name = "courier",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Delivers job applications from Kafka through Kombo's API, each one once.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Settings come from a YAML file, the environment (COURIER_...) and system properties (-Dcourier...);"
                    + " config/courier.yaml lists them all.",
            "",
            "Example: create the topics, look at an intent, publish it, and deliver:",
            "  export COURIER_KAFKA_BOOTSTRAP_SERVERS=broker-1:9092 COURIER_KOMBO_API_KEY=...",
            "  courier topics --create",
            "  courier preview intent.json",
            "  courier publish intent.json",
            "  courier run",
            ""
        },
        footer = {
            "",
            "Environment of the start script: COURIER_JAVA_HOME (a JDK 25 or newer), COURIER_JAVA_OPTS (for example"
                    + " -Xmx512m), COURIER_LOG_LEVEL (info), COURIER_LOG_FORMAT (plain; json)."
        })
public final class Cli implements Runnable {

    private static final int WIDTH = 110;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Cli() {}

    /** The whole command line. Executing it gives the number of an {@link ExitCode}. */
    public static CommandLine create(Wiring wiring) {
        CommandLine line = new CommandLine(new Cli())
                .addSubcommand(new RunCommand(wiring))
                .addSubcommand(new PublishCommand(wiring))
                .addSubcommand(new PreviewCommand(wiring))
                .addSubcommand(new HoldsCommand(wiring))
                .addSubcommand(new DeadLettersCommand(wiring))
                .addSubcommand(new ReplayCommand(wiring))
                .addSubcommand(new EraseCommand(wiring))
                .addSubcommand(new ConfigCommand(wiring))
                .addSubcommand(new TopicsCommand(wiring))
                .addSubcommand(new AclsCommand(wiring))
                .addSubcommand(new TopologyCommand(wiring))
                .addSubcommand(new VerdictsCommand(wiring))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new HelpCommand())
                .setUsageHelpWidth(WIDTH);
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put("%3d".formatted(code.number()), code.meaning());
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        return line;
    }

    /** For a command that answers on the console: what it cannot do it says itself, once. */
    static void silenceKafka() {
        Configurator.setAllLevels("org.apache.kafka", Level.OFF);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
