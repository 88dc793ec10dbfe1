package courier.sandbox.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process that does not outlive this one: what is still running when this JVM ends is ended by a shutdown hook. All
 * it prints is appended to {@code <name>.log} in its directory. Safe for use by many threads.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int QUOTED_LINES = 30;
    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("end-children").unstarted(ChildProcess::endAll));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts a command in a directory, which is made if need be. */
    public static ChildProcess start(String name, Path directory, List<String> command) {
        return start(name, directory, command, Map.of());
    }

    /** The same, with variables added to its environment. */
    public static ChildProcess start(
            String name, Path directory, List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createDirectories(directory).resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            ChildProcess child = new ChildProcess(name, log, process);
            RUNNING.add(child);
            CompletableFuture<Void> _ = process.onExit().thenRun(() -> RUNNING.remove(child));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started in " + directory, e);
        }
    }

    /** A command line for this JVM's own java: its options, then what to run. */
    public static List<String> java(List<String> options, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(options);
        command.addAll(mainAndArguments);
        return List.copyOf(command);
    }

    /** The class path of this JVM, for a child that runs our own classes. */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /**
     * Waits until the process is ready.
     *
     * @throws IllegalStateException with the last lines of the log, if it ends or takes longer than the limit; it is
     *     killed then
     */
    public void awaitReady(Duration limit, BooleanSupplier ready) {
        boolean settled = Patience.until(limit, () -> !process.isAlive() || ready.getAsBoolean());
        if (settled && process.isAlive()) {
            return;
        }
        String end = process.isAlive()
                ? "was not ready after " + limit.toSeconds() + " s"
                : "ended with code " + process.exitValue() + " before it was ready";
        kill();
        throw new IllegalStateException(name + " " + end + ". The end of " + log + ":\n" + lastLines());
    }

    /** The last lines of the log. */
    public String lastLines() {
        try (Stream<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - QUOTED_LINES), all.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** The operating system's handle, for signals that this class does not know. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file that holds all the process has printed. */
    public Path log() {
        return log;
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     * @throws IllegalStateException if the process is still running after the limit; it is left running
     */
    public int awaitEnd(Duration limit) {
        if (!ended(limit)) {
            throw new IllegalStateException(name + " is still running after " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /**
     * Asks the process to end (SIGTERM) and kills it after the limit.
     *
     * @return the exit code; 137 if it had to be killed
     */
    public int stop(Duration limit) {
        process.destroy();
        if (!ended(limit)) {
            kill();
        }
        return process.exitValue();
    }

    /** Ends the process without asking (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(GRACE)) {
            throw new IllegalStateException(name + " cannot be killed: process " + process.pid());
        }
    }

    @Override
    public void close() {
        int _ = stop(GRACE);
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static void endAll() {
        List<ChildProcess> children = List.copyOf(RUNNING);
        children.forEach(child -> child.process.destroy());
        boolean gone = Patience.until(GRACE, () -> children.stream().noneMatch(ChildProcess::isAlive));
        if (!gone) {
            children.forEach(child -> child.process.destroyForcibly());
        }
    }
}
