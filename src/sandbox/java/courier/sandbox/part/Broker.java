package courier.sandbox.part;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and its controller in one process, on random ports of the loopback address. It keeps its ports
 * and its data over stops, kills and restarts. Used by one thread at a time.
 */
public final class Broker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String LOG_SETTINGS = "courier/sandbox/broker-log4j2.xml";

    /** The plain listener is always there: the harness itself comes in by it. */
    private static final Set<String> LISTENING =
            Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

    private final Path directory;
    private final Seat seat;
    private final Life life;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private @Nullable ChildProcess process;

    /**
     * A broker's place in its cluster.
     *
     * @param voters the controllers of the whole cluster, as {@code controller.quorum.voters} wants them
     */
    record Seat(int id, String clusterId, int port, int controllerPort, String voters) {
        static Seat alone() {
            int controllerPort = Ports.free();
            return new Seat(1, Uuid.randomUuid().toString(), Ports.free(), controllerPort, voter(1, controllerPort));
        }

        /** Of a broker that somebody else has started. */
        static Seat taken(int port) {
            return new Seat(1, "", port, 0, "");
        }

        boolean isTaken() {
            return controllerPort == 0;
        }

        static String voter(int id, int controllerPort) {
            return id + "@" + Ports.LOOPBACK + ":" + controllerPort;
        }
    }

    Broker(Path directory, Map<String, String> extra, Seat seat, Life life) {
        this.life = life;
        this.directory = directory.toAbsolutePath();
        this.seat = seat;
        listen();
        properties.put("log.dirs", this.directory.resolve("data").toString());
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "4");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        // a consumer that comes too early must not make a topic with settings that nobody chose
        properties.put("auto.create.topics.enable", "false");
        // a newcomer, and a test, does not wait three seconds for members that do not come
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.streams.initial.rebalance.delay.ms", "0");
        // a dead worker's transaction is aborted soon after its time is over, not up to ten seconds later
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        extra.forEach((key, value) -> {
            if (LISTENING.contains(key)) {
                properties.merge(key, value, (own, more) -> own + "," + more);
            } else {
                properties.put(key, value);
            }
        });
    }

    /** Formats the directory's storage where that has not been done, and starts a broker on it. */
    public static Broker start(Path directory) {
        return start(directory, Map.of(), Life.SHORT);
    }

    /**
     * As {@link #start(Path)}, with broker properties that are added to the usual ones or replace them; listeners are
     * added to the plain one.
     */
    public static Broker start(Path directory, Map<String, String> extra) {
        return start(directory, extra, Life.SHORT);
    }

    /** As {@link #start(Path, Map)}, for a life of that length. */
    public static Broker start(Path directory, Map<String, String> extra, Life life) {
        Broker broker = new Broker(directory, extra, Seat.alone(), life);
        broker.format();
        broker.start();
        return broker;
    }

    /**
     * One that somebody else has started at a port of the loopback address, and will stop: nothing can be done to it.
     */
    public static Broker elsewhere(int port) {
        return new Broker(Path.of(""), Map.of(), Seat.taken(port), Life.SHORT);
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}: same ports, same data. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts its process, and returns at once: of a cluster none is ready before most are there. */
    void launch() {
        if (seat.isTaken() || isAlive()) {
            throw new IllegalStateException("the broker runs already");
        }
        process = ChildProcess.start("broker", directory, command());
    }

    void awaitReady() {
        if (process != null) {
            process.awaitReady(START_LIMIT, this::answers);
        }
    }

    /** Stops it as an operator would: it ends its log files properly. */
    public void stop() {
        if (process != null) {
            int _ = process.stop(STOP_LIMIT);
        }
    }

    /** Kills it as a crash would. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it and starts it on the same data. */
    public void restart() {
        stop();
        start();
    }

    /** The client setting of the same name. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + seat.port();
    }

    /** The operating system's handle of the process that was started last. */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("the broker has not been started");
        }
        return process.handle();
    }

    @Override
    public void close() {
        stop();
    }

    /** Its number in the cluster, {@code node.id}. */
    public int id() {
        return seat.id();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    private void listen() {
        String broker = "PLAINTEXT://" + bootstrapServers();
        String controller = Ports.LOOPBACK + ":" + seat.controllerPort();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(seat.id()));
        properties.put("controller.quorum.voters", seat.voters());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", broker + ",CONTROLLER://" + controller);
        properties.put("advertised.listeners", broker);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    /** In this process: a JVM of its own for the storage tool costs more than a second. */
    void format() {
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(data);
            if (Files.exists(data.resolve("meta.properties"))) {
                return;
            }
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(seat.clusterId())
                    .setNodeId(seat.id())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's storage cannot be made in " + data, e);
        } catch (Exception e) {
            throw new IllegalStateException("The broker's storage cannot be formatted in " + data, e);
        }
    }

    private List<String> command() {
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path file = directory.resolve("server.properties");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ChildProcess.java(
                List.of(
                        "-Xms64m",
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        life.option(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dlog4j2.configurationFile=classpath:" + LOG_SETTINGS,
                        "-cp",
                        ChildProcess.ownClassPath()),
                List.of("kafka.Kafka", file.toString()));
    }

    private boolean answers() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers(), "request.timeout.ms", 1000, "default.api.timeout.ms", 1000);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
