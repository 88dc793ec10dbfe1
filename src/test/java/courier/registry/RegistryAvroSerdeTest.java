package courier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.SourcePosition;
import courier.registry.FakeRegistry.Request;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAvroSerdeTest {

    /** Written by hand: 0, id 66051 big-endian, "intents" by length 7, partition 3, offset 300, timestamp -1. */
    private static final String GOLDEN = "00" + "00010203" + "0e" + "696e74656e7473" + "06" + "d804" + "01";

    private static final SourcePosition POSITION = new SourcePosition("intents", 3, 300L, -1L);
    private static final String CONTRACT =
            Schemas.withoutJavaProperties(SourcePosition.getClassSchema()).toString();

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldWriteTheGoldenBytes() {
        registry.answer(FakeRegistry.json(200, "{\"id\":66051}"));

        assertThat(HexFormat.of().formatHex(serde(Map.of()).serializer().serialize("t", POSITION)))
                .isEqualTo(GOLDEN);
    }

    @Test
    void shouldReadTheGoldenBytes() {
        registry.answer(SchemaStore.in().with(66051, CONTRACT));

        assertThat(read(GOLDEN)).isEqualTo(POSITION);
    }

    @Test
    void shouldPassTombstonesThrough() {
        Serde<SpecificRecord> serde = serde(Map.of());

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
        assertThat(registry.journal()).isEmpty();
    }

    @Test
    void shouldReadWhatAnOlderAndANewerWriterWrote() {
        Schema other = SchemaBuilder.record("courier.avro.SourcePosition")
                .fields()
                .requiredLong("timestamp")
                .requiredString("topic")
                .optionalString("added_later")
                .requiredInt("offset")
                .requiredInt("partition")
                .endRecord();
        registry.answer(SchemaStore.in().with(1, other.toString()));

        assertThat(read("00" + "00000001" + "01" + "0e" + "696e74656e7473" + "02" + "0278" + "d804" + "06"))
                .isEqualTo(POSITION);
    }

    @ParameterizedTest
    @CsvSource({
        "'',             too short",
        "00,             too short",
        "00000000,       too short",
        "0100000001,     zero byte",
        "7b22,           too short",
        "7b226a6f62227d, zero byte"
    })
    void shouldRefuseBytesInAnotherFormat(String hex, String why) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(RegistryFailures.isUnavailable(e)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no content at all
                "0e", // a length without its text
                "0e696e7465", // cut in the text
                "0e696e74656e747306", // cut between fields
                "feffffff0f", // a text of two gigabytes
                "01", // a negative length
                "ffffffffffffffffffffff", // a number without end
            })
    void shouldRefuseBrokenContentAndShowNoneOfIt(String content) {
        registry.answer(SchemaStore.in().with(1, CONTRACT));

        assertThatThrownBy(() -> read("0000000001" + content))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("schema id 1 cannot be read as courier.avro.SourcePosition")
                .hasMessageNotContaining("inte")
                .hasNoCause()
                .satisfies(e -> assertThat(RegistryFailures.isUnavailable(e)).isFalse());
    }

    @Test
    void shouldNotAllocateWhatAnArrayClaims() {
        Schema schema = SchemaBuilder.record("courier.avro.SourcePosition")
                .fields()
                .name("unknown_to_us")
                .type(Schema.createArray(Schema.create(Schema.Type.NULL)))
                .noDefault()
                .requiredString("topic")
                .requiredInt("partition")
                .requiredLong("offset")
                .requiredLong("timestamp")
                .endRecord();
        registry.answer(SchemaStore.in().with(1, schema.toString()));

        assertThatThrownBy(() -> read("0000000001" + "feffffffffffffff7f")).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRefuseARecordOfATypeWithoutAClass() {
        registry.answer(SchemaStore.in()
                .with(
                        1,
                        SchemaBuilder.record("elsewhere.Thing")
                                .fields()
                                .endRecord()
                                .toString())
                .with(2, "\"string\"")
                .with(3, "{\"type\":\"record\",\"name\":\"java.lang.Object\",\"fields\":[]}"));

        assertThatThrownBy(() -> read("0000000001")).hasMessageContaining("elsewhere.Thing");
        assertThatThrownBy(() -> read("000000000200")).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> read("0000000003")).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRegisterTheContractWithoutTheMarksOfJava() {
        registry.answer(SchemaStore.in());
        var _ = serde(Map.of()).serializer().serialize("t", POSITION);

        assertThat(registry.journal())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).doesNotContain("avro.java.string"));

        var _ = serde(Map.of("avro.remove.java.properties", "false"))
                .serializer()
                .serialize("t", POSITION);
        assertThat(registry.journal().getLast().body()).contains("avro.java.string");
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy,                                            t-value",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy,     t-value",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy,    courier.avro.SourcePosition",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, t-courier.avro.SourcePosition"
    })
    void shouldNameTheSubject(String strategy, String subject) {
        registry.answer(SchemaStore.in());
        var _ = serde(Map.of("value.subject.name.strategy", strategy))
                .serializer()
                .serialize("t", POSITION);

        assertThat(registry.journal()).extracting(Request::path).containsExactly("/subjects/" + subject + "/versions");
    }

    @Test
    void shouldOnlyLookSchemasUpWhereRegisteringIsOff() {
        registry.answer(SchemaStore.in().with("t-value", 9, CONTRACT));
        Serde<SpecificRecord> serde = serde(Map.of("auto.register.schemas", false));

        assertThat(serde.serializer().serialize("t", POSITION)).startsWith(0, 0, 0, 0, 9);
        assertThatThrownBy(() -> serde.serializer().serialize("other", POSITION))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("other-value")
                .hasMessageContaining("auto.register.schemas");
        assertThat(registry.journal()).extracting(Request::path).noneMatch(path -> path.endsWith("/versions"));
    }

    @Test
    void shouldWriteWithTheLatestSchemaFieldByName() {
        Schema latest = SchemaBuilder.record("courier.avro.SourcePosition")
                .fields()
                .requiredLong("timestamp")
                .requiredString("topic")
                .name("added")
                .type()
                .stringType()
                .stringDefault("x")
                .requiredLong("offset")
                .endRecord();
        registry.answer(SchemaStore.in().with("t-value", 4, latest.toString()));
        Serde<SpecificRecord> serde = serde(Map.of("auto.register.schemas", "false", "use.latest.version", "true"));

        assertThat(HexFormat.of().formatHex(serde.serializer().serialize("t", POSITION)))
                .isEqualTo("00" + "00000004" + "01" + "0e" + "696e74656e7473" + "0278" + "d804");
    }

    @Test
    void shouldRefuseALatestSchemaThatCannotReadOurs() {
        Schema latest = SchemaBuilder.record("courier.avro.SourcePosition")
                .fields()
                .requiredString("needed")
                .endRecord();
        registry.answer(SchemaStore.in().with("t-value", 4, latest.toString()));
        Serde<SpecificRecord> serde = serde(Map.of("auto.register.schemas", "false", "use.latest.version", "true"));

        assertThatThrownBy(() -> serde.serializer().serialize("t", POSITION))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("needed")
                .hasMessageContaining("latest.compatibility.strict");
    }

    @Test
    void shouldNameTheMissingFieldButNoContent() {
        registry.answer(SchemaStore.in());
        ApplicationWarning warning = Samples.of(ApplicationWarning.class);
        warning.put("message", "Anna's CV");
        warning.put("job_id", null);

        assertThatThrownBy(() -> serde(Map.of()).serializer().serialize("t", warning))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("job_id")
                .hasMessageNotContaining("Anna")
                .hasNoCause();
    }

    @Test
    void shouldKeepLogicalTypes() {
        registry.answer(SchemaStore.in());
        Serde<SpecificRecord> serde = serde(Map.of());
        ApplicationSuccess success = Samples.of(ApplicationSuccess.class);

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", success)))
                .isEqualTo(success);
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url,                                           mock://x",
        "schema.registry.url,                                           'http://u:pass word@host'",
        "schema.registry.url,                                           ','",
        "basic.auth.credentials.source,                                 SASL_INHERIT",
        "bearer.auth.credentials.source,                                OAUTHBEARER",
        "auto.register.schemas,                                         yes",
        "http.read.timeout.ms,                                          soon",
        "max.retries,                                                   -1",
        "value.subject.name.strategy,                                   com.example.OwnStrategy",
        "schema.registry.ssl.truststore.location,                       /no/such/file",
        "schema.registry.ssl.endpoint.identification.algorithm,         ldaps"
    })
    void shouldRefuseAWrongSettingByItsKey(String key, String value) {
        Map<String, Object> properties = registry.properties();
        properties.put(key, value);

        assertThatThrownBy(() -> RegistryConfig.of(properties, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageNotContaining("pass word");
    }

    @Test
    void shouldSayWhenItWasNotConfigured() {
        assertThatThrownBy(() -> new RegistryAvroSerde<SpecificRecord>().serializer())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure()");
    }

    private SpecificRecord read(String hex) {
        return serde(Map.of()).deserializer().deserialize("t", HexFormat.of().parseHex(hex));
    }

    private Serde<SpecificRecord> serde(Map<String, ?> more) {
        Map<String, Object> properties = registry.properties();
        properties.putAll(more);
        Serde<SpecificRecord> serde = new RegistryAvroSerde<>();
        serde.configure(properties, false);
        return serde;
    }
}
