package courier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.SourcePosition;
import courier.config.Settings;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.Parts;
import courier.testing.WithParts;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The serde against a real registry. */
@WithParts
class RegistryAvroSerdeIT {

    private static final SourcePosition POSITION = new SourcePosition("intents", 3, 300L, -1L);

    private final String topic = Fresh.name("topic");

    @Test
    void shouldReadInOneProcessWhatAnotherRegisteredAndWrote(Registry registry) {
        byte[] bytes = serde(registry.url()).serializer().serialize(topic, POSITION);

        assertThat(serde(registry.url()).deserializer().deserialize(topic, bytes))
                .isEqualTo(POSITION);
    }

    @Test
    void shouldResolveEveryEventBeforeTheStart(Registry registry) {
        for (Class<? extends SpecificRecord> type :
                List.of(ApplicationSuccess.class, ApplicationWarning.class, ApplicationDeadLetter.class)) {
            warmUp(registry, type);
        }
    }

    @Test
    void shouldBlameTheRecordForAnIdThatTheRegistryDoesNotKnow(Registry registry) {
        byte[] bytes =
                ByteBuffer.allocate(12).put((byte) 0).putInt(1_999_999_999).array();

        assertThatThrownBy(() -> serde(registry.url()).deserializer().deserialize(topic, bytes))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("1999999999")
                .satisfies(e -> assertThat(RegistryFailures.isUnavailable(e)).isFalse());
    }

    @Test
    void shouldSayThatASchemaIsIncompatible(Registry registry) {
        Schema other = SchemaBuilder.record(SourcePosition.class.getName())
                .fields()
                .requiredBoolean("topic")
                .endRecord();
        register(registry, other);

        assertThatThrownBy(() -> serde(registry.url()).serializer().serialize(topic, POSITION))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("incompatible")
                .hasMessageContaining(topic + "-value")
                .satisfies(e -> assertThat(RegistryFailures.isUnavailable(e)).isFalse());
    }

    @Test
    void shouldSayThatASchemaIsNotRegistered(Registry registry) {
        assertThatThrownBy(() -> serde(registry.url(), "auto.register.schemas", "false")
                        .serializer()
                        .serialize(topic, POSITION))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("is not registered as " + topic + "-value")
                .hasMessageContaining("auto.register.schemas");
        assertThatThrownBy(() -> serde(registry.url(), "auto.register.schemas", "false", "use.latest.version", "true")
                        .serializer()
                        .serialize(topic, POSITION))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("Nothing is registered as " + topic + "-value");
    }

    /** A site that registers the files of avro/history itself can switch registering off. */
    @Test
    void shouldFindTheCommittedContractWhereAPersonRegisteredIt(Registry registry) throws Exception {
        Path file = Path.of("avro", "history", "ApplicationSuccess", "1.avsc");
        int id = register(registry, new Schema.Parser().parse(file.toFile()));

        for (String latest : List.of("false", "true")) {
            byte[] bytes = serde(registry.url(), "auto.register.schemas", "false", "use.latest.version", latest)
                    .serializer()
                    .serialize(topic, Samples.of(ApplicationSuccess.class));
            assertThat(WireFormat.id(bytes)).isEqualTo(id);
        }
    }

    @Test
    void shouldPassADeadAddressBy(Registry registry) {
        FakeRegistry dead = new FakeRegistry();
        dead.close();

        assertThat(serde(dead.url() + "," + registry.url()).serializer().serialize(topic, POSITION))
                .hasSizeGreaterThan(5);
    }

    @Test
    void shouldCallAStoppedRegistryUnavailableAndRecoverWithIt() {
        try (Registry registry = Registry.start(Parts.PROGRAMS, Fresh.directory("registry"))) {
            Serde<SpecificRecord> writing = serde(registry.url());
            Serde<SpecificRecord> reading = serde(registry.url());
            byte[] bytes = writing.serializer().serialize(topic, POSITION);

            registry.stop();
            assertThat(writing.serializer().serialize(topic, POSITION))
                    .as("a schema once resolved needs no registry")
                    .isEqualTo(bytes);
            assertUnavailable(() -> reading.deserializer().deserialize(topic, bytes));
            assertUnavailable(() -> writing.serializer().serialize(topic + "-2", POSITION));

            registry.start();
            // it comes back empty; the same schema, the first one again, makes the id known again
            byte[] again = serde(registry.url()).serializer().serialize(topic, POSITION);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(RegistryUnavailableException.class)
                    .untilAsserted(() -> assertThat(reading.deserializer().deserialize(topic, again))
                            .isEqualTo(POSITION));
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RegistryUnavailableException.class)
                .satisfies(e -> assertThat(RegistryFailures.isUnavailable(e)).isTrue());
    }

    private int register(Registry registry, Schema schema) {
        try (RegistryClient client = new RegistryClient(RegistryConfig.of(properties(registry.url()), false))) {
            return client.register(topic + "-value", schema);
        }
    }

    private <T extends SpecificRecord> void warmUp(Registry registry, Class<T> type) {
        try (Serde<T> serde = EventSerdes.create(
                new Settings.Registry(RegistryAvroSerde.class.getName(), properties(registry.url())))) {
            EventSerdes.warmUp(serde, topic + type.getSimpleName(), type);
        }
    }

    private static Serde<SpecificRecord> serde(String urls, String... more) {
        Map<String, String> properties = properties(urls);
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        Serde<SpecificRecord> serde = new RegistryAvroSerde<>();
        serde.configure(properties, false);
        return serde;
    }

    private static Map<String, String> properties(String urls) {
        return new HashMap<>(Map.of(
                "schema.registry.url", urls,
                "max.retries", "1",
                "retries.wait.ms", "50",
                "retries.max.wait.ms", "200"));
    }
}
