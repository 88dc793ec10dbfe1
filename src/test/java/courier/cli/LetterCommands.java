package courier.cli;

import courier.config.Sources;
import courier.ops.ExitCode;
import courier.replay.LetterDesk;
import courier.testing.ManualTime;
import courier.topology.Preparation;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line at a desk that is given, and what it has printed. */
final class LetterCommands {

    private final LetterDesk desk;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String answer = "";

    LetterCommands(LetterDesk desk) {
        this.desk = desk;
    }

    /** What is typed when something is asked. */
    LetterCommands answering(String text) {
        answer = text;
        return this;
    }

    int run(String... arguments) {
        CommandLine line = Cli.create(new Wiring(
                file -> new Sources(file, Map.of(), Map.of()),
                _ -> ExitCode.OK,
                () -> "",
                (_, _) -> new Preparation.Checked(List.of()),
                KafkaIntentSink::open,
                _ -> new FakeHoldDesk(),
                _ -> desk,
                new ManualTime(),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
