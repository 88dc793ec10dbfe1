package courier.bench.ground;

import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Life;
import courier.sandbox.part.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The broker and the registry that all scenarios of a run share. Used by one thread. */
public final class Ground implements AutoCloseable {
    private final Path target;
    private final Path directory;
    private final Broker broker;
    private final Registry registry;
    private final Progress progress;

    private Ground(Path target, Path directory, Broker broker, Registry registry, Progress progress) {
        this.target = target;
        this.directory = directory;
        this.broker = broker;
        this.registry = registry;
        this.progress = progress;
    }

    /**
     * Starts them in an empty folder.
     *
     * @param target the build's folder
     * @param directory for data and logs; what an earlier run has left there is removed
     */
    public static Ground prepare(Path target, Path directory, Progress progress) {
        progress.say("starting broker and registry");
        clear(directory);
        Broker broker = Broker.start(directory.resolve("broker"), Map.of(), Life.LONG);
        try {
            Registry registry = Registry.start(target.resolve("parts"), directory.resolve("registry"));
            return new Ground(target, directory, broker, registry, progress);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /**
     * Starts a stand-in and a worker with its own application, topics and state.
     *
     * @param heap the worker's, as {@code -Xmx} takes it
     * @param settings what differs from Courier's defaults, by the keys of its settings
     */
    public Site site(String name, String heap, Map<String, String> settings) {
        return site(name, heap, Contender.courier(settings));
    }

    /** The same with anything else that delivers. */
    public Site site(String name, String heap, Contender contender) {
        return site(name, heap, contender, Kombo.HEAP);
    }

    /**
     * The same with a stand-in that is called more often, or with more, than others are: it keeps all applications and
     * has the bodies of the calls in flight in memory.
     *
     * @param standInHeap likewise
     */
    public Site site(String name, String heap, Contender contender, String standInHeap) {
        progress.say("starting stand-in and " + contender.text());
        Path own = directory.resolve(name);
        Kombo kombo = Kombo.start(own, standInHeap);
        return Site.start(
                kombo,
                contender,
                new Contender.Place(
                        name, target, own, broker.bootstrapServers(), registry.url(), kombo.baseUrl(), heap));
    }

    /** The broker's process. */
    public ProcessHandle broker() {
        return broker.handle();
    }

    /** A dead-letter topic without a worker, and the command that reads it. */
    public Graveyard graveyard(String name) {
        return Graveyard.create(name, target, directory.resolve(name), broker, registry);
    }

    /** A store of files, which the caller closes. */
    public BlobStore blobStore() {
        progress.say("starting blob store");
        return BlobStore.start(target.resolve("parts"), directory.resolve("blob-store"));
    }

    /** An empty folder for what a scenario makes itself. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processor time that the broker has used since its start. */
    public Duration brokerCpu() {
        return Cpu.of(broker.handle());
    }

    /** Where to say how far a scenario is. */
    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    /** Deletes a folder with all that is in it. */
    static void clear(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be removed", e);
        }
    }
}
