package courier.bench.ground;

import courier.bench.peer.Orders;
import courier.bench.peer.Peer;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What delivers intents: Courier, or what a user would pick instead. Safe for use by many threads. */
public interface Contender {

    /** By what name it goes in tables. */
    String text();

    /** Makes what it needs before its first start and does not make itself. */
    default void prepare(Place place) {}

    /** Starts it as a process, and returns at once; the second time in a place it finds what it had kept there. */
    ChildProcess start(Place place);

    /**
     * Where it finds its work and its tools.
     *
     * @param name of its application, and the prefix of its topics
     * @param target the build's folder
     * @param directory for its logs and its state
     * @param heap as {@code -Xmx} takes it
     */
    record Place(
            String name,
            Path target,
            Path directory,
            String bootstrapServers,
            String registryUrl,
            URI kombo,
            String heap) {

        /** A topic of its own: {@code intents}, {@code successes}, {@code warnings} or {@code dead-letters}. */
        public String topic(String kind) {
            return name + "-" + kind;
        }

        /** A place beside this one for another process of the same application. */
        public Place beside(String folder) {
            return new Place(
                    name, target, directory.resolveSibling(folder), bootstrapServers, registryUrl, kombo, heap);
        }

        /** What it keeps over a restart. */
        public Path state() {
            return directory.resolve("state");
        }

        /** What its collector did. */
        public Path gcLog() {
            return directory.resolve("gc.log");
        }

        /** The options that every contender's JVM is started with; {@code bench.jvm} adds more, of a profiler's say. */
        public List<String> options() {
            String more = System.getProperty("bench.jvm", "").strip();
            List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-Xlog:gc:file=" + gcLog()));
            if (!more.isEmpty()) {
                options.addAll(List.of(more.split("\\s+")));
            }
            return options;
        }
    }

    /**
     * Courier.
     *
     * @param settings what differs from its defaults, by the keys of its settings
     */
    static Contender courier(Map<String, String> settings) {
        return new Courier(settings, List.of());
    }

    /** The same with more options of its JVM. */
    static Contender courier(Map<String, String> settings, List<String> options) {
        return new Courier(settings, options);
    }

    /**
     * What a user would pick instead.
     *
     * @param slots the most calls that it may have in flight
     */
    static Contender peer(Peer peer, int slots) {
        return new Other(peer, slots);
    }

    /** A peer, whose topics are made before it starts: it does not make its own. */
    record Other(Peer peer, int slots) implements Contender {

        @Override
        public String text() {
            return peer.text();
        }

        @Override
        public void prepare(Place place) {
            try (Topics topics = new Topics(place.bootstrapServers(), place.name())) {
                topics.create();
            }
        }

        @Override
        public ChildProcess start(Place place) {
            Orders orders = new Orders(
                    place.bootstrapServers(),
                    place.registryUrl(),
                    place.topic("intents"),
                    place.topic("successes"),
                    place.name(),
                    place.kombo(),
                    Kombo.API_KEY,
                    slots,
                    place.state());
            return peer.start("peer", place.directory(), orders, place.heap(), List.of());
        }
    }

    /** Courier's worker, of the classes and the class path of production. */
    record Courier(Map<String, String> settings, List<String> more) implements Contender {

        @Override
        public String text() {
            return "Courier";
        }

        @Override
        public ChildProcess start(Place place) {
            List<String> options = new ArrayList<>(place.options());
            options.addAll(more);
            all(place).forEach((key, value) -> options.add("-Dcourier." + key + "=" + value));
            List<String> arguments =
                    List.of("run", "--config", emptyFile(place.directory()).toString());
            return Worker.run("worker", place.target(), place.directory(), options, arguments);
        }

        private Map<String, String> all(Place place) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("kafka.bootstrap-servers", place.bootstrapServers());
            all.put("kafka.application-id", place.name());
            all.put("kafka.state-dir", place.state().toString());
            all.put("topics.replication-factor", "1");
            for (String kind : List.of("intents", "successes", "warnings", "dead-letters")) {
                all.put("topics." + kind, place.topic(kind));
            }
            all.put("registry.properties.schema.registry.url", place.registryUrl());
            all.put("kombo.base-url", place.kombo().toString());
            all.put("kombo.api-key", Kombo.API_KEY);
            all.put("http.port", "0");
            all.putAll(settings);
            return all;
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
}
