package courier.bench.ground;

import courier.avro.ApplicationDeadLetter;
import courier.avro.Attempt;
import courier.avro.SourcePosition;
import courier.registry.RegistryAvroSerde;
import courier.sandbox.part.Broker;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters in a topic of their own, and Courier's commands on them as processes. Used by one thread. */
public final class Graveyard implements AutoCloseable {
    private static final int PARTITIONS = 12;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final List<String> CODES = List.of(
            "INVALID_INTENT",
            "REMOTE.INPUT_INVALID",
            "ATS.JOB_CLOSED",
            "ATTACHMENT_MISSING",
            "OUTCOME_UNKNOWN",
            "RETRIES_EXHAUSTED",
            "HOLD_EXPIRED",
            "EXPIRED",
            "PLATFORM.INPUT_INVALID",
            "ATS.APPLICATION_ALREADY_EXISTS");

    private final Path target;
    private final Path directory;
    private final String topic;
    private final List<String> settings;
    private final RegistryAvroSerde<ApplicationDeadLetter> serde = new RegistryAvroSerde<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Intents intents = new Intents();
    private int count;

    /**
     * What a command came to.
     *
     * @param lines that it printed
     */
    public record Run(int exit, double seconds, long lines, Footprint footprint) {}

    private Graveyard(Path target, Path directory, String name, Broker broker, Registry registry) {
        this.target = target;
        this.directory = directory;
        this.topic = name + "-dead-letters";
        this.settings = List.of(
                "-Dcourier.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "-Dcourier.kafka.application-id=" + name,
                "-Dcourier.topics.dead-letters=" + topic,
                "-Dcourier.registry.properties.schema.registry.url=" + registry.url());
        serde.configure(Map.of("schema.registry.url", registry.url()), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5, "batch.size", 256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static Graveyard create(String name, Path target, Path directory, Broker broker, Registry registry) {
        Graveyard graveyard = new Graveyard(target, directory, name, broker, registry);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var _ = admin.createTopics(
                            List.of(new NewTopic(graveyard.topic, Optional.of(PARTITIONS), Optional.of((short) 1))))
                    .all()
                    .get();
            return graveyard;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topic cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Publishes more, until there are so many: of ten codes and a hundred integrations in turn. */
    public void fill(int size) {
        List<Future<RecordMetadata>> last = new ArrayList<>();
        while (count < size) {
            ApplicationDeadLetter letter = letter(count++);
            byte[] value = Objects.requireNonNull(serde.serializer().serialize(topic, letter));
            Future<RecordMetadata> sent = producer.send(
                    new ProducerRecord<>(topic, letter.getJobId().getBytes(StandardCharsets.UTF_8), value));
            if (count == size) {
                last.add(sent);
            }
        }
        producer.flush();
        if (last.stream().anyMatch(sent -> sent.state() != Future.State.SUCCESS)) {
            throw new IllegalStateException("a dead letter could not be published");
        }
    }

    private ApplicationDeadLetter letter(int number) {
        String code = CODES.get(number % CODES.size());
        String integration = "workday:integration" + number / CODES.size() % 100;
        String name = "i-" + number;
        Instant at = Instant.ofEpochMilli(1_800_000_000_000L + number * 100L);
        boolean doubt = code.equals("OUTCOME_UNKNOWN");
        return ApplicationDeadLetter.newBuilder()
                .setIntegrationId(integration)
                .setIntentId(name)
                .setGeneration(0)
                .setJobId("job-" + number % 5000)
                .setIntent(intents.of(integration, name))
                .setSource(new SourcePosition(
                        "application-intents", number % PARTITIONS, (long) number, at.toEpochMilli()))
                .setStage("submission")
                .setCode(code)
                .setMessage("What the ATS has said of it, in a sentence or two as they are usual with it.")
                .setHttpStatus(400)
                .setLogUrl("https://app.kombo.dev/logs/" + number)
                .setInDoubt(doubt)
                .setAction(doubt ? "needs-decision" : "needs-correction")
                .setAttempts(List.of(Attempt.newBuilder()
                        .setNumber(1)
                        .setNonce("nonce-" + number)
                        .setStartedAt(at.toEpochMilli())
                        .setEndedAt(at.toEpochMilli())
                        .setVerdict("reject")
                        .setCode(code)
                        .setHttpStatus(400)
                        .setDelivery(doubt ? "unknown" : "refused")
                        .build()))
                .setRequestDigest("0".repeat(64))
                .setAdmittedAt(at)
                .setDeadLetteredAt(at)
                .build();
    }

    /** Runs {@code courier dead-letters} with these arguments and such a heap. */
    public Run run(String heap, List<String> arguments) {
        Path folder = directory.resolve("run-" + System.nanoTime());
        Path gcLog = folder.resolve("gc.log");
        List<String> options = new ArrayList<>(settings);
        options.addAll(List.of("-Xmx" + heap, "-Xlog:gc:file=" + gcLog));
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(arguments);
        long since = System.nanoTime();
        try (ChildProcess process = Worker.run("dead-letters", target, made(folder), options, all)) {
            Footprint[] largest = {Footprint.of(process.handle(), gcLog, folder)};
            boolean ended = Patience.until(LIMIT, LOOK, () -> {
                Footprint now = Footprint.of(process.handle(), gcLog, folder);
                if (!Double.isNaN(now.peakRss())) {
                    largest[0] = now;
                }
                return !process.isAlive();
            });
            double seconds = (System.nanoTime() - since) / 1e9;
            if (!ended) {
                throw new IllegalStateException("the command has not ended within " + LIMIT);
            }
            try (Stream<String> lines = Files.lines(process.log())) {
                return new Run(process.awaitEnd(LIMIT), seconds, lines.count(), largest[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path folder) throws IOException {
        return Files.createDirectories(folder);
    }

    @Override
    public void close() {
        producer.close();
        serde.close();
    }
}
