package courier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code courier topology}. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Prints the stream's topology, with every node, store and topic.",
        description = {"", "Needs no cluster and no settings.", ""})
final class TopologyCommand implements Runnable {

    private final Wiring wiring;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    TopologyCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void run() {
        spec.commandLine().getOut().println(wiring.topology().get());
    }
}
