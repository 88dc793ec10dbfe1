package courier.cli;

import courier.config.LiveSettings;
import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.submission.VerdictSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the settings' file, and what follows from it. */
final class SettingsOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = {
                "Settings in YAML; default: the variable COURIER_CONFIG, else none.",
                "The environment and system properties override it; config/courier.yaml tells how."
            })
    private @Nullable Path file;

    /** Where the settings come from. */
    Sources sources(Wiring wiring) {
        return wiring.sources().apply(file);
    }

    /** Goes on with the settings, or tells everything that is wrong with them. */
    int with(Wiring wiring, Purpose purpose, PrintWriter err, Function<Settings, ExitCode> command) {
        ExitCode code = switch (SettingsLoader.load(sources(wiring), purpose, VerdictSettings::objection)) {
            case Loading.Loaded(Settings settings) -> command.apply(settings);
            case Loading.Invalid invalid -> refused(invalid, err);
        };
        return code.number();
    }

    /** The same for a worker, whose file is read again while it runs. */
    int live(Wiring wiring, PrintWriter err) {
        ExitCode code = switch (LiveSettings.open(
                sources(wiring), VerdictSettings::objection, wiring.time().wallMillis())) {
            case LiveSettings.Opening.Opened(LiveSettings live) ->
                wiring.worker().apply(live);
            case LiveSettings.Opening.Refused(Loading.Invalid invalid) -> refused(invalid, err);
        };
        return code.number();
    }

    private static ExitCode refused(Loading.Invalid invalid, PrintWriter err) {
        err.println("Nothing was started: the configuration has mistakes.");
        err.println(invalid.text());
        return ExitCode.INVALID_CONFIGURATION;
    }
}
