package courier.guarantee;

import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.guarantee.broken.Build;
import courier.guarantee.broken.Order;
import courier.sandbox.account.Account;
import courier.sandbox.account.Ended;
import courier.sandbox.account.History;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An application of Courier with workers as processes, and an eye on it that shares nothing with the ledger: its
 * topics, read committed, and the stand-in's journal. Used by one thread.
 */
final class Deployment implements AutoCloseable {

    static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private static final Path TARGET = Path.of("target");

    private final Settings settings;
    private final KomboStandIn kombo;
    private final Path directory = Fresh.directory("deployment");
    private final List<Runnable> started = new ArrayList<>();
    private final TopicReader reader;
    private final Publisher publisher;

    Deployment(Settings settings, KomboStandIn kombo) {
        this.settings = settings;
        this.kombo = kombo;
        if (!(TopicsAdmin.prepare(settings, Missing.CREATE) instanceof Preparation.Checked checked)
                || !checked.sound()) {
            throw new IllegalStateException("the topics could not be made");
        }
        this.reader = new TopicReader(
                settings.kafka().bootstrapServers(),
                settings.registry().properties().getOrDefault("schema.registry.url", ""),
                new TopicNames(
                        settings.topics().intents(),
                        settings.topics().successes(),
                        settings.topics().warnings(),
                        settings.topics().deadLetters()));
        this.publisher = new Publisher(settings);
    }

    /** Starts a worker; one of the same name again has the state directory of the one before. */
    Worker worker(String name) {
        return worker(name, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    /** Starts a worker with these options of its JVM. */
    Worker worker(String name, List<String> options) {
        Path file = SettingsFile.write(settings, directory.resolve(name), directory.resolve(name + "-state"));
        Worker worker = Worker.start(name, TARGET, directory.resolve(name), file, options);
        started.add(worker::close);
        return worker;
    }

    /** Starts a worker of another build, with traps set. */
    Worker worker(String name, Build build, Order... traps) {
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        options.add("-Dtrap.directory=" + traps());
        List.of(traps).forEach(trap -> options.add(trap.option()));
        Path file = SettingsFile.write(settings, directory.resolve(name), directory.resolve(name + "-state"));
        Worker worker = Worker.start(name, build.classPath(), directory.resolve(name), file, options);
        started.add(worker::close);
        return worker;
    }

    private Path traps() {
        try {
            return Files.createDirectories(directory.resolve("traps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the trap at a point has sprung; returns the ids of the intents that it caught. */
    List<String> awaitSprung(String point) {
        await("the trap " + point).atMost(LONG_ENOUGH).until(() -> hasSprung(point));
        try {
            return Files.readAllLines(traps().resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasSprung(String point) {
        return Files.exists(traps().resolve(point));
    }

    /** Lets go what a trap holds. */
    void letGo(String point) {
        try {
            Files.createFile(traps().resolve(point + ".go"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes so many more intents. */
    void publish(int count) {
        publisher.publish(count);
    }

    /** Publishes these intents. */
    void publish(List<ApplicationIntent> intents) {
        publisher.publish(intents);
    }

    /** Waits until so many calls have come to the stand-in. */
    void awaitPosts(int count) {
        await().atMost(LONG_ENOUGH).until(() -> kombo.journal().posts().size() >= count);
    }

    /** Waits until so many intents have ended, and draws up the account. */
    Account awaitEnds(int count) {
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> reader.read().ended().size() >= count);
        return account();
    }

    Account account() {
        return Account.of(history());
    }

    /** What the run has left behind by now. */
    History history() {
        return new History(reader.read(), kombo.journal().posts());
    }

    /** Dead letters whose outcome nobody knows. */
    long inDoubt() {
        return letters().stream().filter(Ended.DeadLetter::inDoubt).count();
    }

    List<Ended.DeadLetter> letters() {
        return reader.read().ended().stream()
                .filter(Ended.DeadLetter.class::isInstance)
                .map(Ended.DeadLetter.class::cast)
                .toList();
    }

    int posts() {
        return kombo.journal().posts().size();
    }

    @Override
    public void close() {
        started.forEach(Runnable::run);
        publisher.close();
        reader.close();
    }
}
