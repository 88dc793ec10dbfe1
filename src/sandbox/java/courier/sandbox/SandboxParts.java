package courier.sandbox;

import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Everything that a worker needs around it, running. */
record SandboxParts(Broker broker, Registry registry, BlobStore blobStore, KomboStandIn kombo)
        implements AutoCloseable {
    private static final Executor EACH_ON_ITS_OWN = task -> Thread.ofVirtual().start(task);

    /** Starts all parts at the same time; if one fails, those that run end with this JVM. */
    static SandboxParts start(Path programs, Path directory, StandInSettings kombo) {
        var broker = CompletableFuture.supplyAsync(() -> Broker.start(directory.resolve("broker")), EACH_ON_ITS_OWN);
        var registry = CompletableFuture.supplyAsync(
                () -> Registry.start(programs, directory.resolve("registry")), EACH_ON_ITS_OWN);
        var blobStore = CompletableFuture.supplyAsync(
                () -> BlobStore.start(programs, directory.resolve("blob-store")), EACH_ON_ITS_OWN);
        KomboStandIn standIn = KomboStandIn.start(kombo);
        try {
            return new SandboxParts(broker.join(), registry.join(), blobStore.join(), standIn);
        } catch (CompletionException e) {
            standIn.close();
            throw e;
        }
    }

    @Override
    public void close() {
        kombo.close();
        blobStore.close();
        registry.close();
        broker.close();
    }
}
