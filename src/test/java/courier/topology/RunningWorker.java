package courier.topology;

import static org.awaitility.Awaitility.await;

import courier.config.LiveSettings;
import courier.config.Settings;
import courier.ops.ExitCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaClientSupplier;

/** A worker in this JVM, stopped at the latest when it is closed. */
public final class RunningWorker implements AutoCloseable {

    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration STOPS = Duration.ofSeconds(90);

    private final Worker worker;
    private final CompletableFuture<ExitCode> ended;

    private RunningWorker(Worker worker, CompletableFuture<ExitCode> ended) {
        this.worker = worker;
        this.ended = ended;
    }

    /** Starts a worker, with its topics there when this returns. */
    public static RunningWorker start(Settings settings) {
        return start(new Worker(LiveSettings.unchanging(settings)), settings);
    }

    /** Starts a worker whose stream gets its clients elsewhere. */
    public static RunningWorker start(Settings settings, KafkaClientSupplier clients) {
        return start(new Worker(LiveSettings.unchanging(settings), clients), settings);
    }

    private static RunningWorker start(Worker worker, Settings settings) {
        CompletableFuture<ExitCode> ended = CompletableFuture.supplyAsync(
                worker::run, command -> Thread.ofPlatform().name("worker").start(command));
        await().atMost(STARTS).until(() -> ended.isDone() || topicsExist(settings));
        return new RunningWorker(worker, ended);
    }

    /** Stops it and says how it ended. */
    public ExitCode stop() {
        worker.stop();
        try {
            return ended.get(STOPS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the worker did not stop", e);
        }
    }

    @Override
    public void close() {
        ExitCode ignored = stop();
        assert ignored != null;
    }

    private static boolean topicsExist(Settings settings) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            return admin.listTopics()
                    .names()
                    .get()
                    .containsAll(java.util.List.of(
                            settings.topics().intents(),
                            settings.topics().successes(),
                            settings.topics().warnings(),
                            settings.topics().deadLetters(),
                            settings.topics().operations()));
        }
    }
}
