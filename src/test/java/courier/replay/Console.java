package courier.replay;

import courier.cli.Cli;
import courier.cli.Wiring;
import courier.config.Settings;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Courier's command line against a real cluster, in this JVM or as a process, and a transcript of what was asked and
 * answered. In the transcript, what differs from run to run (times, positions, nonces) has one form of the same width.
 */
final class Console {

    private static final Path TARGET = Path.of("target");
    private static final List<Map.Entry<Pattern, String>> VARYING = List.of(
            Map.entry(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "2026-11-22T10:00:00Z"),
            Map.entry(Pattern.compile("\\b[0-9a-f]{64}\\b"), "9f86d081884c7d65..."),
            Map.entry(Pattern.compile("\"nonce\" : \"[^\"]+\""), "\"nonce\" : \"...\""),
            Map.entry(Pattern.compile("\"(topic)\" : \"[^\"]+\""), "\"$1\" : \"application-intents\""),
            Map.entry(Pattern.compile("\"(partition|offset)\" : \\d+"), "\"$1\" : 2"),
            Map.entry(Pattern.compile("(?<=replayed before: )\\d+"), "N"));
    private static final Pattern POSITION = Pattern.compile("\\b\\d@\\d+\\b( *)");

    private final Path directory = Fresh.directory("console");
    private final Path settings;
    private final StringBuilder transcript = new StringBuilder();

    Console(Settings settings) {
        this.settings = SettingsFile.write(settings, directory, directory.resolve("state"));
    }

    /** What a command came to. */
    record Answer(int code, String out, String err) {}

    /** Runs a command in this JVM. */
    Answer run(String... arguments) {
        Wiring live = Wiring.ofProcess(_ -> ExitCode.OK, () -> "");
        Wiring wiring = new Wiring(
                _ -> new Sources(settings, Map.of(), Map.of()),
                live.worker(),
                live.topology(),
                live.topics(),
                live.sink(),
                live.holds(),
                live.letters(),
                live.time(),
                live.input());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Cli.create(wiring)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Answer(code, out.toString(), err.toString());
    }

    /** Runs it, and writes down so many lines of its answer. */
    Answer tell(int lines, String... arguments) {
        Answer answer = run(arguments);
        write(arguments, answer.out(), lines);
        return answer;
    }

    /** Starts it as a process. */
    ChildProcess start(String name, String... arguments) {
        List<String> all = Stream.concat(Arrays.stream(arguments), Stream.of("--config", settings.toString()))
                .toList();
        return Worker.run(name, TARGET, directory, all);
    }

    /** Writes down what a process was asked, and what it has printed. */
    void write(String[] arguments, ChildProcess process) {
        try {
            write(arguments, Files.readString(process.log()), Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down what was done beside. */
    void note(String text) {
        transcript.append("# ").append(text).append('\n');
    }

    private void write(String[] arguments, String answer, int most) {
        transcript
                .append("$ courier ")
                .append(Arrays.stream(arguments).map(Console::quoted).collect(Collectors.joining(" ")))
                .append('\n');
        List<String> lines = answer.lines().map(Console::settled).toList();
        lines.stream().limit(most).forEach(line -> transcript.append(line).append('\n'));
        if (lines.size() > most) {
            transcript.append("...\n");
        }
        transcript.append('\n');
    }

    private static String quoted(String word) {
        String name = word.contains("/") ? Path.of(word).getFileName().toString() : settled(word);
        return name.chars().anyMatch(c -> "*?".indexOf(c) >= 0) ? "'" + name + "'" : name;
    }

    private static String settled(String line) {
        String settled = line;
        for (Map.Entry<Pattern, String> each : VARYING) {
            settled = each.getKey().matcher(settled).replaceAll(each.getValue());
        }
        return POSITION.matcher(settled).replaceAll(match -> {
            String blanks = match.group(1);
            int width = match.group().length();
            return blanks.length() < 2 ? "3@42" + blanks : "3@42" + " ".repeat(Math.max(1, width - 4));
        });
    }

    String transcript() {
        return transcript.toString().strip();
    }
}
