package courier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Account;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.AvroWire;
import courier.testing.Fresh;
import courier.testing.WithParts;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The records that the command line cannot publish are what they are meant to be. */
@WithParts
class ExtrasIT {

    @Test
    void shouldAddADuplicateAReusedIdAndBrokenBytes(Broker broker, Registry registry) throws Exception {
        // Given
        TopicNames topics = new TopicNames(
                Fresh.name("intents"), Fresh.name("successes"), Fresh.name("warnings"), Fresh.name("dead"));
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            Void _ = admin.createTopics(topics.all().stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        byte[] sample = AvroWire.encode(registry.url(), AvroWire.intent("workday:one", "anna.keller", "job"));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(topics.intents(), sample))
                    .get();
        }

        try (TopicReader reader = new TopicReader(broker.bootstrapServers(), registry.url(), topics)) {
            // When
            Extras.publish(broker.bootstrapServers(), topics, reader);

            // Then
            assertThat(reader.read().asked()).hasSize(4);
            Account account = Account.of(reader.read(), List.of());
            // the sample, counted once; what wants to reuse its id; and what nobody can read
            assertThat(account.rows()).hasSize(3);
            assertThat(account.open()).isEqualTo(3);
        }
    }
}
