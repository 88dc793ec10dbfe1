package courier.sandbox.part;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Courier itself as processes of their own: the production classes with the production class path, nothing of the
 * sandbox among them. Used by one thread at a time.
 */
public final class Worker implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ChildProcess process;

    private Worker(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a worker; returns before it is ready.
     *
     * @param target the build's folder, with {@code classes} and {@code parts/worker.classpath}
     * @param directory for its log, {@code <name>.log}
     * @param settings the file given to {@code run --config}
     * @param options for its JVM, for example {@code -Xmx256m}
     */
    public static Worker start(String name, Path target, Path directory, Path settings, List<String> options) {
        return start(name, classPath(target), directory, settings, options);
    }

    /** As above, of another build than the one at hand: the class path says which. */
    public static Worker start(String name, String classPath, Path directory, Path settings, List<String> options) {
        return start(name, classPath, directory, settings, options, Map.of());
    }

    /** As above, with variables added to its environment. */
    public static Worker start(
            String name,
            String classPath,
            Path directory,
            Path settings,
            List<String> options,
            Map<String, String> environment) {
        List<String> arguments = List.of("run", "--config", settings.toString());
        return new Worker(ChildProcess.start(name, directory, command(classPath, options, arguments), environment));
    }

    /** Starts any other command of Courier's. */
    public static ChildProcess run(String name, Path target, Path directory, List<String> arguments) {
        return run(name, target, directory, List.of("-XX:TieredStopAtLevel=1"), arguments);
    }

    /** Starts any other command of Courier's with these options of its JVM. */
    public static ChildProcess run(
            String name, Path target, Path directory, List<String> options, List<String> arguments) {
        return ChildProcess.start(name, directory, command(classPath(target), options, arguments));
    }

    /** Writes a script that runs Courier's command line from the build's folder, for use by hand. */
    public static Path script(Path target, Path script) {
        String java = command(classPath(target), List.of("-XX:TieredStopAtLevel=1"), List.of()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        try {
            Files.writeString(script, "#!/bin/sh\nexec " + java + " \"$@\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be written", e);
        }
        if (!script.toFile().setExecutable(true)) {
            throw new IllegalStateException(script + " cannot be made executable");
        }
        return script;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The operating system's handle, to freeze and thaw it with signals. */
    public ProcessHandle handle() {
        return process.handle();
    }

    /** The last lines of what it printed. */
    public String lastLines() {
        return process.lastLines();
    }

    /** All that it printed. */
    public Path log() {
        return process.log();
    }

    /** Asks it to end (SIGTERM) and waits for the exit code; 137 if it did not end in a minute. */
    public int stop() {
        return process.stop(STOP_LIMIT);
    }

    /** Waits for an end that nobody asked for. */
    public int awaitEnd(Duration limit) {
        return process.awaitEnd(limit);
    }

    /** Kills it as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Kills it: whoever wants a clean end calls {@link #stop()} and looks at the code. */
    @Override
    public void close() {
        process.kill();
    }

    private static List<String> command(String classPath, List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        all.addAll(options);
        all.addAll(List.of("-cp", classPath));
        List<String> main = new ArrayList<>(List.of("courier.Courier"));
        main.addAll(arguments);
        return ChildProcess.java(all, main);
    }

    /** The class path of the build at hand: its classes and the libraries of production. */
    public static String classPath(Path target) {
        Path file = target.resolve("parts").resolve("worker.classpath");
        try {
            return target.resolve("classes").toAbsolutePath()
                    + File.pathSeparator
                    + Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is missing: 'mvn process-test-resources' writes it", e);
        }
    }
}
