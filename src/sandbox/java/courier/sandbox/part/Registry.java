package courier.sandbox.part;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real schema registry (Apicurio) that speaks Confluent's protocol, on random ports of the loopback address.
 *
 * <p>It holds all schemas in memory: after {@link #restart()}, or {@link #stop()} and {@link #start()}, it knows none,
 * and may give an id that it gave before to another schema. Its clients see an outage and then a registry that has lost
 * its data. Used by one thread at a time.
 */
public final class Registry implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration CONFIGURE_LIMIT = Duration.ofSeconds(10);

    private final Path program;
    private final Path directory;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private @Nullable ChildProcess process;

    private Registry(Path parts, Path directory) {
        this.program = parts.resolve("registry").resolve("quarkus-run.jar").toAbsolutePath();
        this.directory = directory.toAbsolutePath();
    }

    /**
     * Starts a registry.
     *
     * @param parts where the build has unpacked the programs, {@code target/parts}
     * @param directory for its log
     */
    public static Registry start(Path parts, Path directory) {
        Registry registry = new Registry(parts, directory);
        registry.start();
        return registry;
    }

    /** Starts it again on its old port, with an empty memory. */
    public void start() {
        if (!Files.exists(program)) {
            throw new IllegalStateException(program + " is missing: 'mvn process-test-resources' unpacks it");
        }
        ChildProcess started = ChildProcess.start("registry", directory, command());
        process = started;
        started.awaitReady(START_LIMIT, () -> Web.status("GET", URI.create(url() + "/subjects"), null) == 200);
        // Confluent's own default; Apicurio's is to let anything pass
        boolean configured = Patience.until(
                CONFIGURE_LIMIT,
                () -> Web.status("PUT", URI.create(url() + "/config"), "{\"compatibility\":\"BACKWARD\"}") == 200);
        if (!configured) {
            stop();
            throw new IllegalStateException("the registry does not take its compatibility level");
        }
    }

    /** Stops it: its clients find nobody there, and its schemas are gone. */
    public void stop() {
        if (process != null) {
            int _ = process.stop(STOP_LIMIT);
        }
    }

    /** Stops it and starts it again, empty, on the same port. */
    public void restart() {
        stop();
        start();
    }

    /** What clients take as {@code schema.registry.url}. */
    public String url() {
        return "http://" + Ports.LOOPBACK + ":" + port + "/apis/ccompat/v7";
    }

    /** The operating system's handle of the process that was started last. */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("the registry has not been started");
        }
        return process.handle();
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> command() {
        return ChildProcess.java(
                List.of(
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dquarkus.http.host=" + Ports.LOOPBACK,
                        "-Dquarkus.http.port=" + port,
                        // left alone, it would listen on all addresses
                        "-Dquarkus.management.host=" + Ports.LOOPBACK,
                        "-Dquarkus.management.port=" + managementPort,
                        "-Dquarkus.http.access-log.enabled=false",
                        "-Dquarkus.log.level=WARN"),
                List.of("-jar", program.toString()));
    }
}
