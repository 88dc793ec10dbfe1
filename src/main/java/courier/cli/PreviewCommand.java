package courier.cli;

import courier.admission.Admission;
import courier.cli.IntentReader.Found;
import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.ops.Time;
import courier.submission.Preview;
import courier.submission.Preview.View;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code courier preview}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Prints the requests that intents would become, and sends none.",
        description = {
            "",
            "Reads intents as 'publish' does and checks them by the same rules: if one is bad, everything wrong is"
                    + " listed and the exit code is 2. Else prints method, path, headers (the key masked) and body of"
                    + " each request, as a worker with these settings would build it.",
            "",
            "The body is indented, with the beginnings of its files only, invisible characters spelled out, and what is"
                    + " known of a blob in the place of its bytes: no store is opened. With --full the stores are"
                    + " opened, and the body is printed byte for byte as it would be sent.",
            "",
            "Needs neither a cluster nor an API key. What it prints is about a person.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier preview intent.json",
            "  courier preview --full --config courier.yaml intent.json",
            "  generate-intents | courier preview -          one intent per line from standard input"
        })
final class PreviewCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "JSON in UTF-8: an intent, several one after the other, or an array; - reads one per line from standard"
                        + " input.",
                "A relative blob reference (file:cv.pdf) starts from its file's folder."
            })
    private List<String> files = List.of();

    @Option(names = "--full", description = "Open the stores, and print the body as it would be sent, files and all.")
    private boolean full;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    PreviewCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::preview);
    }

    private ExitCode preview(Settings loaded) {
        IntentReader reader = new IntentReader(new IntentInput(wiring.input()), new Admission(loaded.attachments()));
        reader.read(files);
        if (!reader.mistakes().isEmpty()) {
            reader.mistakes().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().println("Mistakes: " + reader.mistakes().size());
            return ExitCode.INVALID_INPUT;
        }
        ExitCode code = ExitCode.OK;
        try (Preview preview = Preview.of(loaded, Time.SYSTEM)) {
            for (Found found : reader.intents()) {
                View view = full ? preview.full(found.intent()) : preview.outline(found.intent());
                switch (view) {
                    case View.Request request -> print(found, request);
                    case View.None none -> {
                        tell(found, none);
                        code = ExitCode.INVALID_INPUT;
                    }
                }
            }
        }
        spec.commandLine().getOut().flush();
        return code;
    }

    private void print(Found found, View.Request request) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Printable.of("### " + found.where() + " " + found.intent().identity()));
        out.println(request.method() + " " + request.path());
        out.println("Host: " + request.host());
        request.headers().forEach(out::println);
        out.println();
        out.println(
                full
                        ? new String(request.body(), StandardCharsets.UTF_8)
                        : BodyText.shown(request.body(), request.unopened()));
        out.println();
    }

    private void tell(Found found, View.None none) {
        String where = none.where().isEmpty() ? "" : " /application" + none.where();
        spec.commandLine()
                .getErr()
                .println(Printable.of(found.where() + where + ": " + none.meaning() + " [" + none.code() + "]"));
    }
}
