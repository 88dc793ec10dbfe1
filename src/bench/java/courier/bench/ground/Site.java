package courier.bench.ground;

import courier.sandbox.kombo.Post;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One application of Courier with a worker as a process, fed and watched from outside. Used by one thread. */
public final class Site implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Kombo kombo;
    private final Worker worker;
    private final Path state;
    private final Path gcLog;
    private final Topics topics;
    private final Producers producers;
    private final Arrivals arrivals;

    private Site(
            Kombo kombo, Worker worker, Path state, Path gcLog, Topics topics, Producers producers, Arrivals arrivals) {
        this.kombo = kombo;
        this.worker = worker;
        this.state = state;
        this.gcLog = gcLog;
        this.topics = topics;
        this.producers = producers;
        this.arrivals = arrivals;
    }

    static Site start(
            String name,
            Path target,
            Path directory,
            Broker broker,
            Registry registry,
            String heap,
            Map<String, String> settings) {
        Kombo kombo = Kombo.start(directory);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kafka.bootstrap-servers", broker.bootstrapServers());
        all.put("kafka.application-id", name);
        all.put("kafka.state-dir", directory.resolve("state").toString());
        all.put("topics.replication-factor", "1");
        for (String kind : List.of("intents", "successes", "warnings", "dead-letters")) {
            all.put("topics." + kind, name + "-" + kind);
        }
        all.put("registry.properties.schema.registry.url", registry.url());
        all.put("kombo.base-url", kombo.baseUrl().toString());
        all.put("kombo.api-key", Kombo.API_KEY);
        all.put("http.port", "0");
        all.putAll(settings);
        Path gcLog = directory.resolve("gc.log");
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-Xlog:gc:file=" + gcLog));
        all.forEach((key, value) -> options.add("-Dcourier." + key + "=" + value));
        Worker worker = Worker.start("worker", target, directory, emptyFile(directory), options);
        Topics topics = new Topics(broker.bootstrapServers(), name);
        if (!Patience.until(START_LIMIT, () -> !worker.isAlive() || topics.areThere()) || !worker.isAlive()) {
            topics.close();
            worker.close();
            kombo.close();
            throw new IllegalStateException("The worker did not start. Its log ends:\n" + worker.lastLines());
        }
        return new Site(
                kombo,
                worker,
                directory.resolve("state"),
                gcLog,
                topics,
                new Producers(broker.bootstrapServers(), registry.url(), topics.intents()),
                new Arrivals(broker.bootstrapServers(), topics.successes(), topics.deadLetters()));
    }

    public Kombo kombo() {
        return kombo;
    }

    public Producers producers() {
        return producers;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    /** What the worker takes of the machine at this moment. */
    public Footprint footprint() {
        return Footprint.of(worker.handle(), gcLog, state);
    }

    /** The processor time that the worker has used since its start. */
    public Duration cpu() {
        return Cpu.of(worker.handle());
    }

    /** Waits so long. */
    public void pass(Duration duration) {
        boolean _ = await(duration, () -> false);
    }

    /**
     * Waits for something.
     *
     * @return whether it came before the limit
     * @throws IllegalStateException with the end of its log, if the worker has died
     */
    public boolean await(Duration limit, BooleanSupplier condition) {
        boolean held = Patience.until(limit, PAUSE, () -> !worker.isAlive() || condition.getAsBoolean());
        if (!worker.isAlive()) {
            throw new IllegalStateException("The worker has died. Its log ends:\n" + worker.lastLines());
        }
        return held;
    }

    /**
     * Waits until the ledger has all that was published.
     *
     * @return how long that took
     */
    public Duration awaitTakenIn(Duration limit) {
        long since = System.nanoTime();
        if (!await(limit, topics::areTakenIn)) {
            throw new IllegalStateException("The ledger did not take in what was published within " + limit);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** The requests from a sequence number on, by integration; those without any are absent. */
    public Map<String, List<Post>> journal(long from) {
        return kombo.journal(from).stream().collect(Collectors.groupingBy(Post::integration));
    }

    /** Stops the worker as an operator would, and returns its exit code. */
    public int stop() {
        return worker.stop();
    }

    @Override
    public void close() {
        producers.close();
        arrivals.close();
        worker.close();
        kombo.close();
        topics.close();
    }

    /** All settings come as system properties, which a scenario can write as it writes keys. */
    private static Path emptyFile(Path directory) {
        try {
            return Files.writeString(Files.createDirectories(directory).resolve("courier.yaml"), "{}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
