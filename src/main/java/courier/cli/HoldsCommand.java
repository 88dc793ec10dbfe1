package courier.cli;

import courier.avro.IntegrationHold;
import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.outcome.HoldCommand;
import courier.outcome.HoldCommand.Kind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code courier holds}, and the commands below it. */
@Command(
        name = "holds",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Lists the integrations that are held, and releases or extends holds.",
        synopsisSubcommandLabel = "[release | extend | begin]",
        description = {
            "",
            "While an integration is held its intents wait, and a single call now and then finds out whether it works"
                    + " again. What is listed is the newest record of the operations topic on each; counts are as of"
                    + " then. * stands for all integrations of a partition. Needs no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier holds                                           what is held, and why",
            "  courier holds release workday:abc --reason 'mended'     call again now",
            "  courier holds release --all                             whatever is held, everywhere",
            "  courier holds extend workday:abc --for 48h              keep its intents for longer",
            "  courier holds begin workday:abc --reason 'ATS moves'    call nothing until released"
        })
final class HoldsCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--json", description = "One JSON object per hold and line, in the place of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    HoldsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return at(settings, desk -> {
            List<IntegrationHold> held =
                    desk.read().stream().filter(HoldTable::isHeld).toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                HoldTable.printJson(held, out);
            } else {
                HoldTable.print(held, out);
            }
            return ExitCode.OK;
        });
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            header = "Ends a hold: its intents are called again.",
            description = {"", "If what began it is still broken, the next answers begin it anew.", ""},
            footer = {"", "Examples:", "  courier holds release workday:abc --by ops --reason 'access granted again'"})
    int release(@Mixin SettingsOption file, @Mixin HoldOrder order) {
        return give(file, order, Kind.RELEASE, null);
    }

    @Command(
            name = "extend",
            mixinStandardHelpOptions = true,
            header = "Lets a hold last longer before its intents are dead-lettered.",
            description = {"", "Never for less than hold.limit, and never for less than extended before.", ""},
            footer = {
                "",
                "Examples:",
                "  courier holds extend workday:abc --for 48h",
                "  courier holds extend workday:abc --until 2030-01-31T12:00:00Z"
            })
    int extend(@Mixin SettingsOption file, @Mixin HoldOrder order, @Mixin HoldEnd end) {
        return give(file, order, Kind.EXTEND, end);
    }

    @Command(
            name = "begin",
            mixinStandardHelpOptions = true,
            header = "Holds an integration, or all: nothing is called until a person releases it.",
            description = {"", "Calls under way are not stopped. hold.limit applies, as to every hold.", ""},
            footer = {"", "Examples:", "  courier holds begin workday:abc --reason 'the ATS is moved on Sunday'"})
    int begin(@Mixin SettingsOption file, @Mixin HoldOrder order) {
        return give(file, order, Kind.BEGIN, null);
    }

    private int give(SettingsOption file, HoldOrder order, Kind kind, @Nullable HoldEnd end) {
        long now = wiring.time().wallMillis();
        long until = end == null ? 0 : end.after(Instant.ofEpochMilli(now)).toEpochMilli();
        HoldCommand command = order.command(kind, until, now);
        return at(file, desk -> {
            PrintWriter out = spec.commandLine().getOut();
            desk.read();
            int answers = desk.send(command);
            out.println("sent to partitions: " + answers + ", command " + command.id());
            if (order.patience().isZero()) {
                return ExitCode.OK;
            }
            List<IntegrationHold> told = desk.await(command, answers, order.patience());
            told.forEach(hold -> out.println(HoldTable.line(hold)));
            boolean all = told.stream()
                            .filter(hold -> HoldTable.speaksOf(hold, command))
                            .count()
                    >= answers;
            if (!all) {
                spec.commandLine()
                        .getErr()
                        .println("Not confirmed in time. It is carried out when a worker reads it: see 'courier"
                                + " holds'.");
            }
            return all ? ExitCode.OK : ExitCode.NOT_CONFIRMED;
        });
    }

    private int at(SettingsOption file, Function<HoldDesk, ExitCode> work) {
        Cli.silenceKafka();
        PrintWriter err = spec.commandLine().getErr();
        return file.with(wiring, Purpose.TOPICS, err, loaded -> atDesk(loaded, work));
    }

    private ExitCode atDesk(Settings loaded, Function<HoldDesk, ExitCode> work) {
        try (HoldDesk desk = wiring.holds().apply(loaded)) {
            return work.apply(desk);
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("Holds cannot be read or commanded: " + KafkaTrouble.reason(e));
            return KafkaTrouble.code(e);
        }
    }
}
