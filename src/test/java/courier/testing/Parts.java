package courier.testing;

import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The real parts that all integration tests of a JVM share; each is started when it is first asked for, and all are
 * stopped at the end of the run. Tests keep out of each other's way by names of their own: see {@link Fresh}. A test
 * that stops or kills a part starts its own. Safe for use by many threads.
 */
public final class Parts implements AutoCloseable {
    /** Where the build unpacks the programs. */
    public static final Path PROGRAMS = Path.of("target", "parts");

    private final Path directory = Fresh.directory("parts");
    private @Nullable Broker broker;
    private @Nullable BrokerContainer container;
    private @Nullable Registry registry;
    private @Nullable BlobStore blobStore;

    Parts() {}

    /** The broker, running. */
    public synchronized Broker broker() {
        if (broker == null) {
            broker = BrokerContainer.isAsked() ? contained() : Broker.start(directory.resolve("broker"));
        }
        return broker;
    }

    private Broker contained() {
        BrokerContainer started = BrokerContainer.start();
        container = started;
        return Broker.elsewhere(started.port());
    }

    /** The schema registry, running. */
    public synchronized Registry registry() {
        if (registry == null) {
            registry = Registry.start(PROGRAMS, directory.resolve("registry"));
        }
        return registry;
    }

    /** The S3 server, running. */
    public synchronized BlobStore blobStore() {
        if (blobStore == null) {
            blobStore = BlobStore.start(PROGRAMS, directory.resolve("blob-store"));
        }
        return blobStore;
    }

    @Override
    public synchronized void close() {
        if (broker != null) {
            broker.close();
        }
        if (container != null) {
            container.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (blobStore != null) {
            blobStore.close();
        }
    }
}
