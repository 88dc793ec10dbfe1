package courier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code courier run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Runs a worker until it is stopped.",
        description = {
            "",
            "Reads intents, delivers each one once, and writes what became of it. Any number of workers share the"
                    + " work; each needs a state folder of its own (kafka.state-dir) that survives restarts.",
            "",
            "SIGTERM stops it: no call is begun any more, those that run are waited for as long as one may take"
                    + " (kombo.request-timeout, 300s), so give it at least that before a SIGKILL.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier run --config /etc/courier/courier.yaml",
            "  COURIER_KOMBO_API_KEY_FILE=/run/secrets/kombo COURIER_KOMBO_BASE_URL=us courier run",
            "  COURIER_JAVA_OPTS='-Xmx512m -Dcourier.ledger.start-by=30s' courier run"
        })
final class RunCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RunCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return settings.live(wiring, spec.commandLine().getErr());
    }
}
