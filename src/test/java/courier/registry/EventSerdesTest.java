package courier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.avro.ApplicationIntent;
import courier.avro.ApplicationSuccess;
import courier.avro.SourcePosition;
import courier.config.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSerdesTest {

    /** Stands for a serde that a site brings along: this package does not know it. */
    public static final class ForeignSerde implements Serde<SourcePosition> {
        private byte mark;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            mark = Byte.parseByte(String.valueOf(configs.get("foreign.mark")));
        }

        @Override
        public Serializer<SourcePosition> serializer() {
            return (_, position) -> {
                byte[] bytes = encoded(position);
                bytes[0] = mark;
                return bytes;
            };
        }

        @Override
        public Deserializer<SourcePosition> deserializer() {
            return (_, bytes) -> {
                if (bytes[0] != mark) {
                    throw new SerializationException("Another mark.");
                }
                return decoded(bytes);
            };
        }
    }

    /** Reads something else than it wrote, as a serde for generic records does. */
    public static final class GenericSerde extends Serdes.WrapperSerde<Object> {
        public GenericSerde() {
            super((_, _) -> new byte[1], (_, _) -> "something generic");
        }
    }

    public static final class NoSerde {
        public NoSerde() {}
    }

    public static final class PrivateSerde extends Serdes.WrapperSerde<Object> {
        private PrivateSerde() {
            super((_, _) -> new byte[0], (_, _) -> "");
        }
    }

    public static final class FailingSerde extends Serdes.WrapperSerde<Object> {
        public FailingSerde() {
            super((_, _) -> new byte[0], (_, _) -> "");
            throw new NoClassDefFoundError("its.own.Dependency");
        }
    }

    @Test
    void shouldUseAForeignSerdeByItsClassName() {
        Serde<SourcePosition> serde =
                EventSerdes.create(new Settings.Registry(ForeignSerde.class.getName(), Map.of("foreign.mark", "42")));
        SourcePosition position = new SourcePosition("intents", 3, 17L, 5L);

        byte[] bytes = serde.serializer().serialize("t", position);

        assertThat(bytes[0]).isEqualTo((byte) 42);
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(position);
        EventSerdes.warmUp(serde, "t", SourcePosition.class);
    }

    @Test
    void shouldRefuseASerdeThatReadsAnotherType() {
        Serde<ApplicationSuccess> serde =
                EventSerdes.create(new Settings.Registry(GenericSerde.class.getName(), Map.of()));

        assertThatThrownBy(() -> EventSerdes.warmUp(serde, "t", ApplicationSuccess.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("specific.avro.reader=true");
    }

    @ParameterizedTest
    @CsvSource({
        "no.such.Serde,                                 is not on the class path",
        "courier.registry.EventSerdesTest$NoSerde,      is no org.apache.kafka.common.serialization.Serde",
        "courier.registry.EventSerdesTest$PrivateSerde, has no public constructor",
        "courier.registry.EventSerdesTest$FailingSerde, cannot be made (NoClassDefFoundError)",
        "courier.registry.RegistryAvroSerde,            schema.registry.url is missing"
    })
    void shouldNameTheKeyAndTheFix(String className, String why) {
        assertThatThrownBy(() -> EventSerdes.create(new Settings.Registry(className, Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("registry.serde: " + className)
                .hasMessageContaining(why);
    }

    @Test
    void shouldResolveTheIdBeforeTheStartAndNotAskAgain() {
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.answer(SchemaStore.in());
            Serde<ApplicationSuccess> serde = EventSerdes.create(new Settings.Registry(
                    RegistryAvroSerde.class.getName(),
                    Map.of("schema.registry.url", registry.url(), "max.retries", "0")));
            EventSerdes.warmUp(serde, "successes", ApplicationSuccess.class);
            int asked = registry.journal().size();

            registry.answer(FakeRegistry.json(503, ""));
            byte[] bytes = serde.serializer().serialize("successes", Samples.of(ApplicationSuccess.class));

            assertThat(bytes).isNotEmpty();
            assertThat(registry.journal()).hasSize(asked);
            serde.close();
        }
    }

    @Test
    void shouldSayWhenTheRegistryIsDownBeforeTheStart() {
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.answer(FakeRegistry.json(503, ""));
            Serde<ApplicationIntent> serde = EventSerdes.create(new Settings.Registry(
                    RegistryAvroSerde.class.getName(),
                    Map.of("schema.registry.url", registry.url(), "max.retries", "0")));

            assertThatThrownBy(() -> EventSerdes.warmUp(serde, "t", ApplicationIntent.class))
                    .satisfies(
                            e -> assertThat(RegistryFailures.isUnavailable(e)).isTrue());
            serde.close();
        }
    }

    private static byte[] encoded(SourcePosition position) {
        try {
            ByteBuffer buffer = SourcePosition.getEncoder().encode(position);
            byte[] bytes = new byte[buffer.remaining() + 1];
            buffer.get(bytes, 1, bytes.length - 1);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }

    private static SourcePosition decoded(byte[] bytes) {
        try {
            return SourcePosition.getDecoder().decode(Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }
}
