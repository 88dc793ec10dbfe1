package courier.guarantee;

import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.registry.EventSerdes;
import courier.sandbox.account.Account;
import courier.sandbox.account.Ended;
import courier.sandbox.account.Events;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.SettingsFile;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * An application of Courier with workers as processes, and an eye on it that shares nothing with the ledger: its
 * topics, read committed, and the stand-in's journal. Used by one thread.
 */
final class Deployment implements AutoCloseable {

    static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private static final Path TARGET = Path.of("target");
    private static final int INTEGRATIONS = 8;

    private final Settings settings;
    private final KomboStandIn kombo;
    private final Path directory = Fresh.directory("deployment");
    private final List<Runnable> started = new ArrayList<>();
    private final TopicReader reader;

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

    /** Starts a worker that breaks the protocol: a main class of the test sources, with the same settings. */
    ChildProcess brokenWorker(String name, Class<?> main) {
        Path file = SettingsFile.write(settings, directory.resolve(name), directory.resolve(name + "-state"));
        List<String> options =
                List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp", ChildProcess.ownClassPath());
        ChildProcess process = ChildProcess.start(
                name, directory.resolve(name), ChildProcess.java(options, List.of(main.getName(), file.toString())));
        started.add(process::kill);
        return process;
    }

    /** Publishes intents {@code i-0} to {@code i-<count - 1>}, spread over some integrations. */
    void publish(int count) {
        publish(IntStream.range(0, count)
                .mapToObj(i -> SampleIntents.of("workday:integration" + i % INTEGRATIONS, "i-" + i, "job-" + i % 50))
                .toList());
    }

    /** Publishes these intents. */
    void publish(List<ApplicationIntent> intents) {
        try (Serde<ApplicationIntent> serde = EventSerdes.create(settings.registry());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                settings.kafka().bootstrapServers(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                20),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            String topic = settings.topics().intents();
            List<Future<RecordMetadata>> sent = intents.stream()
                    .map(intent -> producer.send(new ProducerRecord<>(
                            topic,
                            intent.getJobId().getBytes(StandardCharsets.UTF_8),
                            serde.serializer().serialize(topic, intent))))
                    .toList();
            producer.flush();
            if (sent.stream().anyMatch(future -> future.state() != Future.State.SUCCESS)) {
                throw new IllegalStateException("an intent could not be published");
            }
        }
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
        return Account.of(reader.read(), kombo.journal().posts());
    }

    /** Dead letters whose outcome nobody knows. */
    long inDoubt() {
        Events events = reader.read();
        return events.ended().stream()
                .filter(ended -> ended instanceof Ended.DeadLetter letter && letter.inDoubt())
                .count();
    }

    int posts() {
        return kombo.journal().posts().size();
    }

    @Override
    public void close() {
        started.forEach(Runnable::run);
        reader.close();
    }
}
