package courier.cli;

import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.topology.Finding;
import courier.topology.PlannedTopic;
import courier.topology.Preparation;
import courier.topology.TopicPlan;
import courier.topology.TopicsAdmin.Missing;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code courier topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Shows the topics that Courier needs, and checks or creates them.",
        description = {
            "",
            "Prints the plan, and what about the cluster's topics differs from it. Kafka Streams creates its own"
                    + " topics when a worker starts; they are checked once they exist. Needs no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier topics                          what is missing or wrong",
            "  courier topics --create -c prod.yaml    create what is missing, then check"
        })
final class TopicsCommand implements Callable<Integer> {

    private static final String ROW = "%-13s %-46s %-8s %10s %10s  %s";

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @ArgGroup
    private final Mode mode = new Mode();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** One of the two. */
    private static final class Mode {
        @Option(names = "--create", description = "Create missing topics, then check all.")
        private boolean create;

        @SuppressWarnings("UnusedVariable") // the default: it can be said, and excludes the other
        @Option(names = "--verify", description = "Check and change nothing (default).")
        private boolean verify;
    }

    TopicsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Cli.silenceKafka();
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::show);
    }

    private ExitCode show(Settings loaded) {
        PrintWriter out = spec.commandLine().getOut();
        printPlan(out, TopicPlan.load().resolve(loaded));
        return switch (wiring.topics().apply(loaded, mode.create ? Missing.CREATE : Missing.REPORT)) {
            case Preparation.Denied(String reason) -> {
                spec.commandLine().getErr().println(reason);
                yield ExitCode.ACCESS_DENIED;
            }
            case Preparation.Unavailable(String reason) -> {
                spec.commandLine()
                        .getErr()
                        .println("Kafka at " + loaded.kafka().bootstrapServers() + " gives no answer: " + reason);
                yield ExitCode.BROKER_UNAVAILABLE;
            }
            case Preparation.Checked checked -> {
                printFindings(out, checked.findings());
                yield checked.sound() ? ExitCode.OK : ExitCode.TOPICS_WRONG;
            }
        };
    }

    private static void printPlan(PrintWriter out, List<PlannedTopic> topics) {
        out.println(ROW.formatted("ROLE", "TOPIC", "CREATED", "PARTITIONS", "MAX BYTES", "CLEANUP"));
        for (PlannedTopic topic : topics) {
            OptionalInt partitions = topic.partitions();
            out.println(ROW.formatted(
                    topic.role().text(),
                    topic.name(),
                    topic.owner().name().toLowerCase(Locale.ROOT),
                    partitions.isPresent() ? Integer.toString(partitions.getAsInt()) : "any",
                    topic.maxMessageBytes(),
                    topic.values().get("cleanup.policy")));
        }
        out.println();
    }

    private static void printFindings(PrintWriter out, List<Finding> findings) {
        findings.forEach(finding -> out.println(finding.text()));
        out.println(findings.isEmpty() ? "All topics are as planned." : "findings: " + findings.size());
    }
}
