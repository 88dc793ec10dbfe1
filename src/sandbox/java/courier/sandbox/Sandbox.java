package courier.sandbox;

import courier.sandbox.Conclusion.WorkerEnd;
import courier.sandbox.account.Account;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.part.BlobStore;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Ports;
import courier.sandbox.part.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mvn -Psandbox}: starts all parts and one worker, publishes the sample intents, and shows what became of each.
 * Ends with 0 if every promise was kept. With {@code -Dsandbox.keep} everything stays up until Ctrl-C.
 */
public final class Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path TARGET = PROJECT.resolve("target");
    private static final Path SAMPLES = PROJECT.resolve("config").resolve("sandbox");
    private static final int FAILED = 1;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(30);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(90);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path directory = TARGET.resolve("sandbox");
    private final Samples samples = Samples.in(SAMPLES);
    private final PrintStream out;
    private final Progress progress;

    private Sandbox(PrintStream out) {
        this.out = out;
        this.progress = new Progress(out);
    }

    public static void main(String[] args) {
        boolean keep = Boolean.getBoolean("sandbox.keep");
        int code = FAILED;
        try {
            code = new Sandbox(System.out).run(keep);
        } catch (RuntimeException e) {
            LOG.error("The sandbox has failed", e);
        }
        // also ends what a failure may have left running
        System.exit(code);
    }

    private int run(boolean keep) {
        clear(directory);
        out.println("Courier's sandbox: logs and data are in " + directory + ", the worker's log is worker.log");
        StandInSettings kombo = StandInSettings.with(WorkerSettings.API_KEY)
                .behavingAs(SAMPLES.resolve("standin.yaml"))
                .writing(directory.resolve("journal.jsonl"));
        progress.say("starting broker, registry, blob store and Kombo stand-in");
        try (SandboxParts parts = SandboxParts.start(TARGET.resolve("parts"), directory, kombo)) {
            Uploads.put(parts.blobStore(), SAMPLES.resolve("files"));
            int port = Ports.free();
            Path settings = WorkerSettings.write(parts, SAMPLES, directory, port);
            progress.say("starting the worker; its pages are at http://127.0.0.1:" + port + "/status");
            try (Worker worker = Worker.start("worker", TARGET, directory, settings, options(parts.blobStore()))) {
                awaitTopics(parts, worker);
                try (TopicReader reader = new TopicReader(
                        parts.broker().bootstrapServers(), parts.registry().url(), TopicNames.USUAL)) {
                    publish(settings);
                    Extras.publish(parts.broker().bootstrapServers(), TopicNames.USUAL, reader);
                    awaitEnds(parts, worker, reader);
                    if (keep) {
                        keep(parts, worker, reader, settings, port);
                    }
                    return conclude(parts, worker, reader);
                }
            }
        }
    }

    /** The blob store's key is where AWS's default chain finds it. */
    private static List<String> options(BlobStore store) {
        return List.of(
                "-Xmx256m", "-Daws.accessKeyId=" + store.accessKey(), "-Daws.secretAccessKey=" + store.secretKey());
    }

    /** The worker makes the topics when it starts. */
    private void awaitTopics(SandboxParts parts, Worker worker) {
        Map<String, Object> client = Map.of("bootstrap.servers", parts.broker().bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            boolean there = Patience.until(
                    START_LIMIT, () -> !worker.isAlive() || topics(admin).containsAll(TopicNames.USUAL.all()));
            if (!there || !worker.isAlive()) {
                throw new IllegalStateException(
                        "The worker did not start. The end of " + worker.log() + ":\n" + worker.lastLines());
            }
        }
    }

    private static Set<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not name its topics", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    private void publish(Path settings) {
        progress.say("publishing the samples");
        // some of the samples are bad on purpose
        List<String> arguments = new ArrayList<>(List.of("publish", "--config", settings.toString(), "--no-check"));
        samples.files().forEach(file -> arguments.add(file.toString()));
        try (ChildProcess publisher = Worker.run("publish", TARGET, directory, arguments)) {
            if (publisher.awaitEnd(PUBLISH_LIMIT) != 0) {
                throw new IllegalStateException("The samples were not published:\n" + publisher.lastLines());
            }
        }
    }

    /** Shows how it goes, until no intent is open; a worker that dies, or takes too long, ends the wait. */
    private void awaitEnds(SandboxParts parts, Worker worker, TopicReader reader) {
        boolean _ = Patience.until(RUN_LIMIT, SECOND, () -> {
            Account account = account(parts, reader);
            int inFlight = parts.kombo().limits().inFlight().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            progress.show("%d of %d intents have ended, %d calls made, %d in flight"
                    .formatted(
                            account.rows().size() - account.open(),
                            account.rows().size(),
                            parts.kombo().journal().posts().size(),
                            inFlight));
            return account.open() == 0 || !worker.isAlive();
        });
    }

    private int conclude(SandboxParts parts, Worker worker, TopicReader reader) {
        boolean alive = worker.isAlive();
        progress.say(alive ? "stopping the worker" : "the worker has ended, which nobody asked for");
        int code = worker.stop();
        WorkerEnd end = alive ? WorkerEnd.ASKED : WorkerEnd.UNASKED;
        Conclusion conclusion = new Conclusion(samples, account(parts, reader), end, code);
        print(conclusion.account());
        if (conclusion.exitCode() != 0) {
            out.println(conclusion.complaints());
            out.println("The end of " + worker.log() + ":\n" + worker.lastLines());
            out.println();
        }
        out.println(conclusion.account().summary());
        return conclusion.exitCode();
    }

    /** Returns only if the worker ends by itself. */
    private void keep(SandboxParts parts, Worker worker, TopicReader reader, Path settings, int port) {
        Account account = account(parts, reader);
        print(account);
        out.println(account.summary());
        Kept kept = new Kept(out, () -> account(parts, reader));
        kept.explain(parts, Worker.script(TARGET, directory.resolve("courier")), settings, PROJECT, port);
        kept.watch(account, worker);
    }

    private void print(Account account) {
        out.println();
        out.print(Table.of(samples.inOrder(account.rows())));
        out.println();
    }

    private static Account account(SandboxParts parts, TopicReader reader) {
        return Account.of(reader.read(), parts.kombo().journal().posts());
    }

    private static void clear(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The last run cannot be removed from " + directory, e);
        }
    }
}
