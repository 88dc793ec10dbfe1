package courier.secure;

import courier.cli.Cli;
import courier.cli.Wiring;
import courier.config.Sources;
import courier.ops.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Courier's command line in this JVM, on real parts. */
final class Commands {

    private Commands() {}

    /** What a command came to. */
    record Result(int code, String out, String err) {}

    /** Runs a command with these settings, given by the names of their keys. */
    static Result run(Map<String, String> values, String input, String... arguments) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put("courier." + key, value));
        Wiring live = Wiring.ofProcess(_ -> ExitCode.OK, () -> "");
        Wiring wiring = new Wiring(
                _ -> new Sources(null, Map.of(), properties),
                live.worker(),
                live.topology(),
                live.topics(),
                live.sink(),
                live.holds(),
                live.letters(),
                live.time(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Cli.create(wiring)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
