package courier.sandbox.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.SourcePosition;
import courier.avro.SubmittedApplication;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.AvroWire;
import courier.testing.Fresh;
import courier.testing.WithParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written to the topics in Confluent's wire format is what the account sees, and nothing else. */
@WithParts
class TopicReaderIT {
    private static final String INTEGRATION = "workday:one";

    private final TopicNames topics =
            new TopicNames(Fresh.name("intents"), Fresh.name("successes"), Fresh.name("warnings"), Fresh.name("dead"));
    private Broker broker;
    private Registry registry;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void prepare(Broker sharedBroker, Registry sharedRegistry) throws Exception {
        broker = sharedBroker;
        registry = sharedRegistry;
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", Fresh.name("test"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Void _ = admin.createTopics(topics.all().stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldReadWhatIsCommittedAndNothingElse() throws Exception {
        // Given
        producer.beginTransaction();
        send(topics.intents(), bytes(AvroWire.intent(INTEGRATION, "frank", "job")));
        send(topics.intents(), "nonsense".getBytes(UTF_8));
        send(topics.intents(), new byte[] {0, 127, 127, 127, 127, 1});
        send(topics.successes(), bytes(success("a1")));
        send(topics.warnings(), bytes(warning()));
        send(topics.deadLetters(), bytes(deadLetter(1)));
        send(topics.deadLetters(), bytes(deadLetter(2)));
        producer.commitTransaction();
        producer.beginTransaction();
        send(topics.successes(), bytes(success("never")));
        producer.abortTransaction();

        // When
        try (TopicReader reader = new TopicReader(broker.bootstrapServers(), registry.url(), topics)) {
            Events events = reader.read();

            // Then
            Identity identity = new Identity(INTEGRATION, "frank", 0);
            assertThat(events.asked()).hasSize(3);
            assertThat(events.asked().getFirst()).isInstanceOfSatisfying(Asked.Intent.class, intent -> {
                assertThat(intent.identity()).isEqualTo(identity);
                assertThat(intent.key()).isEqualTo("frank");
                assertThat(intent.job()).isEqualTo("job");
            });
            assertThat(events.asked().subList(1, 3)).allMatch(Asked.Undecodable.class::isInstance);
            assertThat(events.ended()).hasSize(3);
            assertThat(events.ended())
                    .filteredOn(Ended.Success.class::isInstance)
                    .singleElement()
                    .satisfies(end -> {
                        assertThat(end.identity()).isEqualTo(identity);
                        assertThat(((Ended.Success) end).applicationId()).isEqualTo("a1");
                    });
            assertThat(events.warned()).singleElement().extracting(Warned::code).isEqualTo("KOMBO_WARNING");
            Account account = Account.of(events, List.of());
            assertThat(account.summary())
                    .isEqualTo("intents=3 successes=1 warnings=1 dead-letters=2 open=0 posted-twice=0");
            assertThat(account.broken()).isNotEmpty().allMatch(sentence -> sentence.startsWith("A success"));
        }
    }

    private void send(String topic, byte[] value) throws Exception {
        var _ = producer.send(new ProducerRecord<>(topic, "job".getBytes(UTF_8), value))
                .get();
    }

    private byte[] bytes(SpecificRecord record) {
        return AvroWire.encode(registry.url(), record);
    }

    private SourcePosition source(long offset) {
        return new SourcePosition(topics.intents(), 0, offset, 0L);
    }

    private ApplicationSuccess success(String applicationId) {
        return ApplicationSuccess.newBuilder()
                .setIntegrationId(INTEGRATION)
                .setIntentId("frank")
                .setGeneration(0)
                .setJobId("job")
                .setApplication(
                        SubmittedApplication.newBuilder().setId(applicationId).build())
                .setAttempts(1)
                .setRequestDigest("digest")
                .setSource(source(0))
                .setAdmittedAt(Instant.EPOCH)
                .setSettledAt(Instant.EPOCH)
                .build();
    }

    private static ApplicationWarning warning() {
        return ApplicationWarning.newBuilder()
                .setIntegrationId(INTEGRATION)
                .setIntentId("frank")
                .setGeneration(0)
                .setJobId("job")
                .setCode("KOMBO_WARNING")
                .setMessage("text")
                .setOccurredAt(Instant.EPOCH)
                .build();
    }

    private ApplicationDeadLetter deadLetter(long offset) {
        return ApplicationDeadLetter.newBuilder()
                .setSource(source(offset))
                .setStage("decode")
                .setCode("UNDECODABLE")
                .setMessage("text")
                .setAction("needs-correction")
                .setDeadLetteredAt(Instant.EPOCH)
                .build();
    }
}
