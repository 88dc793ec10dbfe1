package courier.cli;

import courier.admission.Admission;
import courier.cli.IntentReader.Found;
import courier.cli.IntentSink.Receipt;
import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.intent.Intent;
import courier.ops.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code courier publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header = "Publishes intents from JSON files.",
        description = {
            "",
            "A file holds one intent, several one after the other, or an array of them: {\"intent_id\": ..., \"integration_id\": ..., \"job_id\": ...,"
                    + " \"application\": {Kombo's request body}}. All are checked first, by the rules of a worker with"
                    + " these settings: if one is bad, none is published and everything wrong is listed.",
            "",
            "Prints 'intent partition offset' for each one written. To publish the same intent twice is harmless: it"
                    + " is delivered once. Needs no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier publish intent.json more/*.json",
            "  courier publish --dry-run intent.json         check only",
            "  generate-intents | courier publish -          one intent per line from standard input"
        })
final class PublishCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "JSON in UTF-8; - reads one intent per line from standard input.",
                "A relative blob reference (file:cv.pdf) starts from its file's folder."
            })
    private List<String> files = List.of();

    @Option(names = "--no-check", description = "Publish what has the form of an intent; the worker's checks remain.")
    private boolean unchecked;

    @Option(names = "--dry-run", description = "Check and publish nothing; needs no cluster.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    PublishCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Cli.silenceKafka();
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::publish);
    }

    private ExitCode publish(Settings loaded) {
        Admission admission = unchecked ? null : new Admission(loaded.attachments());
        IntentReader reader = new IntentReader(new IntentInput(wiring.input()), admission);
        reader.read(files);
        List<String> mistakes = reader.mistakes();
        List<Intent> intents = reader.intents().stream().map(Found::intent).toList();
        if (!mistakes.isEmpty()) {
            mistakes.forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().println("Nothing was published. Mistakes: " + mistakes.size());
            return ExitCode.INVALID_INPUT;
        }
        if (dryRun) {
            spec.commandLine().getOut().println("intents that could be published: " + intents.size());
            return ExitCode.OK;
        }
        try (IntentSink sink = wiring.sink().apply(loaded)) {
            return write(intents, sink);
        }
    }

    /** Hands all over before it waits for the first, so that they travel in batches. */
    private ExitCode write(List<Intent> intents, IntentSink sink) {
        PrintWriter out = spec.commandLine().getOut();
        List<Supplier<Receipt>> receipts = new ArrayList<>();
        int published = 0;
        ExitCode code = ExitCode.OK;
        for (Intent intent : intents) {
            receipts.add(sink.send(intent));
        }
        for (int i = 0; i < intents.size() && code == ExitCode.OK; i++) {
            switch (receipts.get(i).get()) {
                case Receipt.Written(int partition, long offset) -> {
                    out.println(intents.get(i).identity().intentId() + " " + partition + " " + offset);
                    published++;
                }
                case Receipt.Failed failed -> {
                    spec.commandLine().getErr().println(intents.get(i).identity() + ": " + failed.reason());
                    code = failed.code();
                }
            }
        }
        out.println("published: " + published + " of " + intents.size());
        return code;
    }
}
