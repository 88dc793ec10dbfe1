package courier.sandbox;

import courier.sandbox.account.Account;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Patience;
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
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SAMPLES = Path.of("config", "sandbox").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(30);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(90);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path directory = TARGET.resolve("sandbox");
    private final PrintStream out;
    private final Progress progress;

    private Sandbox(PrintStream out) {
        this.out = out;
        this.progress = new Progress(out);
    }

    public static void main(String[] args) {
        boolean keep = Boolean.getBoolean("sandbox.keep");
        boolean kept = false;
        try {
            kept = new Sandbox(System.out).run(keep);
        } catch (RuntimeException e) {
            LOG.error("The sandbox has failed", e);
        }
        // also ends what a failure may have left running
        System.exit(kept ? 0 : 1);
    }

    private boolean run(boolean keep) {
        clear(directory);
        out.println("Courier's sandbox: logs and data are in " + directory);
        StandInSettings kombo = StandInSettings.with(WorkerSettings.API_KEY)
                .behavingAs(SAMPLES.resolve("standin.yaml"))
                .writing(directory.resolve("journal.jsonl"));
        progress.say("starting broker, registry, blob store and Kombo stand-in");
        try (SandboxParts parts = SandboxParts.start(TARGET.resolve("parts"), directory, kombo)) {
            Path settings = WorkerSettings.write(parts, SAMPLES, directory);
            progress.say("starting the worker");
            try (Worker worker = Worker.start("worker", TARGET, directory, settings, List.of("-Xmx256m"))) {
                awaitTopics(parts, worker);
                try (TopicReader reader = new TopicReader(
                        parts.broker().bootstrapServers(), parts.registry().url(), TopicNames.USUAL)) {
                    publish(settings);
                    Extras.publish(parts.broker().bootstrapServers(), TopicNames.USUAL, reader);
                    awaitEnds(parts, worker, reader);
                    return keep ? keep(parts, reader, settings) : conclude(parts, worker, reader);
                }
            }
        }
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
        List<String> arguments = new ArrayList<>(List.of("publish", "--config", settings.toString()));
        // some of the samples are bad on purpose
        arguments.add("--no-check");
        try (Stream<Path> files = Files.list(SAMPLES)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The samples cannot be listed", e);
        }
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

    private boolean conclude(SandboxParts parts, Worker worker, TopicReader reader) {
        progress.say("stopping the worker");
        boolean alive = worker.isAlive();
        int code = worker.stop();
        boolean cleanly = alive && code == 0;
        Account account = account(parts, reader);
        print(account);
        if (!cleanly) {
            out.println("BROKEN: The worker ended with code " + code + (alive ? "" : " before it was asked to")
                    + ". The end of " + worker.log() + ":\n" + worker.lastLines());
        }
        out.println(account.summary());
        return cleanly && account.broken().isEmpty();
    }

    private boolean keep(SandboxParts parts, TopicReader reader, Path settings) {
        Account account = account(parts, reader);
        print(account);
        out.println(account.summary());
        out.println();
        out.println("Kafka            " + parts.broker().bootstrapServers());
        out.println("schema registry  " + parts.registry().url());
        out.println("S3               " + parts.blobStore().endpoint() + "  ("
                + parts.blobStore().accessKey() + " / " + parts.blobStore().secretKey() + ")");
        out.println("Kombo stand-in   " + parts.kombo().baseUrl() + "  (journal: "
                + parts.kombo().root() + "/control/journal)");
        out.println("settings         " + settings);
        out.println("Everything stays up until Ctrl-C.");
        boolean _ = Patience.until(Duration.ofDays(365), SECOND, () -> false);
        return account.broken().isEmpty();
    }

    private void print(Account account) {
        out.println();
        out.print(Table.of(account));
        out.println();
        if (!account.broken().isEmpty()) {
            out.println(account.complaints());
        }
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
