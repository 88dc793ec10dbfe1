package courier.chaos;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.chaos.Setting.Protocol;
import courier.config.Settings;
import courier.guarantee.Publisher;
import courier.sandbox.account.History;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.part.KomboServer;
import courier.testing.Fresh;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An application of Courier with its own topics and its own Kombo, and an eye on both. Used by one thread. */
final class Application implements AutoCloseable {

    /** Calls at a time for one integration. */
    static final int SLOTS = 36;

    /** As the worker has it by default. */
    private static final int POLLS_PER_COMMIT = 10;

    private final Path directory = Fresh.directory("chaos-run");
    private final KomboServer kombo;
    private final Map<String, String> values;
    private final Settings settings;
    private final Publisher publisher;
    private final TopicReader reader;
    private int published;

    Application(Site site, Setting setting) {
        kombo = KomboServer.start(directory, WithParts.API_KEY);
        values = values(site, setting, kombo);
        settings = TestSettings.of(values);
        if (setting.protocol() == Protocol.STREAMS) {
            site.standbysOfGroup(settings.kafka().applicationId(), setting.standbys());
        }
        Preparation prepared = TopicsAdmin.prepare(settings, Missing.CREATE);
        if (!(prepared instanceof Preparation.Checked checked) || !checked.sound()) {
            throw new IllegalStateException("the topics could not be made: " + prepared);
        }
        publisher = new Publisher(settings);
        reader = new TopicReader(
                settings.kafka().bootstrapServers(),
                site.registry().url(),
                new TopicNames(
                        settings.topics().intents(),
                        settings.topics().successes(),
                        settings.topics().warnings(),
                        settings.topics().deadLetters()));
    }

    private static Map<String, String> values(Site site, Setting setting, KomboServer kombo) {
        Map<String, String> values = new HashMap<>(TestSettings.values(
                site.cluster().bootstrapServers(),
                site.registry().url(),
                kombo.baseUrl().toString()));
        values.put("topics.replication-factor", Integer.toString(Plan.BROKERS));
        values.put("kafka.stream-threads", Integer.toString(setting.threads()));
        values.put("kafka.properties.commit.interval.ms", Integer.toString(setting.commitMillis()));
        values.put("kafka.properties.poll.ms", Integer.toString(setting.commitMillis() / POLLS_PER_COMMIT));
        values.put("limits.slots-per-integration", Integer.toString(SLOTS));
        values.put("limits.slots-per-integration-max", Integer.toString(SLOTS));
        // a grace of 24 seconds
        values.put("kombo.connect-timeout", "1s");
        values.put("kombo.request-timeout", "3s");
        values.put("retry.max-attempts", "50");
        values.put("attachments.s3-endpoint", site.blobStore().endpoint().toString());
        values.put("attachments.s3-path-style", "true");
        values.put("attachments.s3-buckets", Site.BUCKET);
        values.put("attachments.read-timeout", "2s");
        if (setting.protocol() == Protocol.STREAMS) {
            values.remove("kafka.properties.consumer.session.timeout.ms");
            values.remove("kafka.properties.consumer.heartbeat.interval.ms");
            values.put("kafka.properties.group.protocol", "streams");
        } else {
            values.put("kafka.properties.num.standby.replicas", Integer.toString(setting.standbys()));
        }
        return values;
    }

    Path directory() {
        return directory;
    }

    Settings settings() {
        return settings;
    }

    KomboServer kombo() {
        return kombo;
    }

    /** Publishes so many more intents; every fourth comes with a file of the blob store's. */
    void publish(int count) {
        publisher.publish(IntStream.range(published, published + count)
                .mapToObj(number -> number % 4 == 0 ? withFile(Publisher.intent(number)) : Publisher.intent(number))
                .toList());
        published += count;
    }

    private static ApplicationIntent withFile(ApplicationIntent intent) {
        Attachment file = Attachment.newBuilder()
                .setName("CV.pdf")
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(BlobReference.newBuilder()
                        .setUri("s3://" + Site.BUCKET + "/" + Site.FILE)
                        .build())
                .build();
        return ApplicationIntent.newBuilder(intent)
                .setApplication(courier.avro.Application.newBuilder(intent.getApplication())
                        .setAttachments(List.of(file))
                        .build())
                .build();
    }

    /** Writes the file of a worker with its state in that folder. */
    Path settingsOf(String worker, Path state) {
        Map<String, String> all = new HashMap<>(values);
        all.put("kafka.state-dir", state.toString());
        all.put("kombo.api-key", WithParts.API_KEY);
        Path file = directory.resolve(worker + ".yaml");
        try {
            Files.createDirectories(directory);
            new YAMLMapper().writeValue(file.toFile(), all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** How many final events have been committed by now. */
    int ends() {
        return reader.read().ended().size();
    }

    History history() {
        return new History(reader.read(), kombo.posts());
    }

    @Override
    public void close() {
        publisher.close();
        reader.close();
        kombo.close();
    }
}
