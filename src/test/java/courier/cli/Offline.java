package courier.cli;

import courier.config.Sources;
import courier.ops.ExitCode;
import courier.testing.ManualTime;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line where there is no cluster: a command that asks for one fails the test. */
final class Offline {

    private Offline() {}

    /** Runs a command and returns its exit code. */
    static int run(Function<@Nullable Path, Sources> sources, StringWriter out, StringWriter err, String... arguments) {
        Wiring wiring = new Wiring(
                sources,
                _ -> ExitCode.INTERNAL_ERROR,
                () -> "",
                (_, _) -> {
                    throw new AssertionError("no cluster is asked");
                },
                _ -> {
                    throw new AssertionError("nothing is published");
                },
                _ -> new FakeHoldDesk(),
                _ -> new FakeLetterDesk(),
                new ManualTime(),
                new ByteArrayInputStream(new byte[0]));
        return Cli.create(wiring)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }
}
