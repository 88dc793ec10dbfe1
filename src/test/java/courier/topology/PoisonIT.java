package courier.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import courier.avro.Application;
import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.SourcePosition;
import courier.config.Settings;
import courier.event.LetterHeader;
import courier.ledger.Codes;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.AvroWire;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Records that are no intents, or too large: each ends as a dead letter with its bytes, and the next one goes on. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class PoisonIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final byte[] KEY = "job-1".getBytes(UTF_8);
    private static final int LIMIT = 4 << 20;

    private Settings settings;
    private RunningWorker worker;
    private Stream stream;
    private KomboStandIn kombo;
    private URI registry;
    private int goods;

    @BeforeAll
    void start(Broker broker, Registry schemas, KomboStandIn standIn) {
        kombo = standIn;
        registry = URI.create(schemas.url().toString());
        settings = TestSettings.fresh(broker, schemas, kombo);
        worker = RunningWorker.start(settings);
        stream = new Stream(settings);
    }

    @AfterAll
    void stop() {
        stream.close();
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldDeadLetterBytesThatAreNoAvro() {
        byte[] garbage = {9, 9, 9};

        ApplicationDeadLetter letter = poison(KEY, garbage);

        assertThat(letter.getCode()).isEqualTo("UNDECODABLE");
        assertThat(letter.getStage()).isEqualTo("decode");
        assertThat(letter.getRawValue().array()).isEqualTo(garbage);
        assertThat(letter.getRawKey().array()).isEqualTo(KEY);
        assertThat(letter.getSource().getTopic()).isEqualTo(settings.topics().intents());
        assertThat(letter.getInDoubt()).isFalse();
        ConsumerRecord<byte[], byte[]> record = stream.letterRecords().getLast();
        assertThat(record.key()).isEqualTo(KEY);
        assertThat(header(record, LetterHeader.CODE)).isEqualTo("UNDECODABLE");
        assertThat(header(record, LetterHeader.OFFSET))
                .isEqualTo(Long.toString(letter.getSource().getOffset()));
        assertThat(header(record, LetterHeader.EXCEPTION)).endsWith("SerializationException");
        assertThat(header(record, LetterHeader.STACKTRACE)).contains("\tat ");
    }

    @Test
    void shouldDeadLetterARecordCutShort() {
        byte[] whole = AvroWire.encode(registry.toString(), SampleIntents.of("cut-short"));

        ApplicationDeadLetter letter = poison(KEY, Arrays.copyOf(whole, whole.length - 4));

        assertThat(letter.getCode()).isEqualTo("UNDECODABLE");
    }

    @Test
    void shouldDeadLetterASchemaThatTheRegistryDoesNotKnow() {
        ApplicationDeadLetter letter = poison(KEY, new byte[] {0, 0, 127, 1, 1, 2});

        assertThat(letter.getCode()).isEqualTo("SCHEMA_UNKNOWN");
        assertThat(letter.getRawValue().remaining()).isEqualTo(6);
    }

    @Test
    void shouldDeadLetterASchemaThatLacksWhatAnIntentMustHave() throws IOException, InterruptedException {
        String schema = SchemaBuilder.record("ApplicationIntent")
                .namespace("courier.avro")
                .fields()
                .requiredString("intent_id")
                .endRecord()
                .toString();
        byte[] id = ByteBuffer.allocate(Integer.BYTES).putInt(register(schema)).array();

        ApplicationDeadLetter letter = poison(KEY, new byte[] {0, id[0], id[1], id[2], id[3], 2, 'x'});

        assertThat(letter.getCode()).isEqualTo("UNDECODABLE");
    }

    @Test
    void shouldDeadLetterARecordOfAnotherKind() {
        byte[] other = AvroWire.encode(registry.toString(), new SourcePosition("t", 1, 2L, 3L));

        assertThat(poison(KEY, other).getCode()).isEqualTo("NOT_AN_INTENT");
    }

    @Test
    void shouldDeadLetterATombstone() {
        ApplicationDeadLetter letter = poison(KEY, null);

        assertThat(letter.getCode()).isEqualTo("TOMBSTONE");
        assertThat(letter.getAction()).isEqualTo("never");
        assertThat(letter.getRawValue()).isNull();
    }

    @Test
    void shouldKeepARecordWithoutAKeyAndOneWithAVeryLongOne() {
        byte[] longer = new byte[10_000];

        assertThat(poison(null, new byte[] {1}).getRawKey()).isNull();
        assertThat(stream.letterRecords().getLast().key()).isNull();
        assertThat(poison(longer, new byte[] {1}).getRawKey().array()).isEqualTo(longer);
        assertThat(stream.letterRecords().getLast().key()).hasSize(4096);
    }

    @Test
    void shouldDeadLetterAnIntentUnderTheWrongKeyOrNone() {
        for (byte[] key : new byte[] @Nullable [] {"job-2".getBytes(UTF_8), null}) {
            ApplicationIntent intent = SampleIntents.of("key-" + (key == null ? "none" : "wrong"));
            ApplicationDeadLetter letter = poison(key, wire(intent));

            assertThat(letter.getCode()).isEqualTo(Codes.INVALID_INTENT);
            assertThat(letter.getIntent()).isEqualTo(intent);
            assertThat(letter.getViolations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.getRule()).isEqualTo("key"));
            ConsumerRecord<byte[], byte[]> record = stream.letterRecords().getLast();
            assertThat(record.key()).as("the job id").isEqualTo(KEY);
            assertThat(header(record, LetterHeader.INTENT)).isEqualTo(intent.getIntentId());
            assertThat(record.headers().lastHeader(LetterHeader.PART.text())).isNull();
        }
    }

    /** It came in packed, within its topic's limit; unpacked it is larger than a record of the dead letters may be. */
    @Test
    void shouldKeepALargeInvalidIntentInParts() {
        ApplicationIntent large = large("large-invalid", 9 << 20);
        int before = stream.letterRecords().size();

        ApplicationDeadLetter letter = poison("another-job".getBytes(UTF_8), wire(large));

        assertThat(letter.getCode()).isEqualTo(Codes.INVALID_INTENT);
        assertThat(letter.getIntent()).isEqualTo(large);
        assertThat(letter.getPart()).isNull();
        assertInParts(before, 3);
        assertThat(kombo.journal().postsOf("large-invalid")).isEmpty();
    }

    /** Larger, unpacked, than the stream's producer may send at all. */
    @Test
    void shouldKeepARecordInPartsThatCannotGoOn() {
        byte[] huge = wire(large("huge", 40 << 20));
        int before = stream.letterRecords().size();

        ApplicationDeadLetter letter = poison(KEY, huge);

        assertThat(letter.getCode()).isEqualTo("TOO_LARGE");
        assertThat(letter.getIntentId()).isNull();
        assertThat(Arrays.equals(letter.getRawValue().array(), huge)).isTrue();
        assertInParts(before, 11);
        assertThat(kombo.journal().postsOf("huge")).isEmpty();
    }

    @Test
    void shouldTakeTheSameIntentOnceItIsShorter() {
        poison(KEY, wire(large("shortened", 33 << 20)));

        stream.ask(SampleIntents.of("shortened"));

        stream.awaitSuccess("shortened");
    }

    /** The dead letters and the offsets of their records are one transaction. */
    @Test
    @Order(Integer.MAX_VALUE)
    void shouldWriteNoneAgainAfterARestart() {
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        int letters = stream.read().deadLetters().size();
        assertThat(letters).isPositive();

        worker = RunningWorker.start(settings);
        good();

        assertThat(stream.read().deadLetters()).hasSize(letters);
    }

    private ApplicationDeadLetter poison(byte @Nullable [] key, byte @Nullable [] value) {
        int before = stream.read().deadLetters().size();
        stream.ask(key, value);
        await().atMost(SOON).until(() -> stream.read().deadLetters().size() > before);
        good();
        assertThat(stream.deadLetters()).as("one dead letter").hasSize(before + 1);
        return stream.deadLetters().getLast();
    }

    /** The worker goes on. */
    private void good() {
        String next = "good-" + goods++;
        stream.ask(SampleIntents.of(next));
        stream.awaitSuccess(next);
    }

    private byte[] wire(ApplicationIntent intent) {
        return AvroWire.encode(registry.toString(), intent);
    }

    private static ApplicationIntent large(String intentId, int bytes) {
        ApplicationIntent small = SampleIntents.of(intentId);
        return ApplicationIntent.newBuilder(small)
                .setApplication(Application.newBuilder(small.getApplication())
                        .setRemoteFields("{\"greenhouse\":{\"application\":{\"note\":\""
                                + "lorem ipsum ".repeat(bytes / 12) + "\"}}}")
                        .build())
                .build();
    }

    private void assertInParts(int before, int parts) {
        List<ConsumerRecord<byte[], byte[]>> records =
                stream.letterRecords().subList(before, stream.letterRecords().size());
        assertThat(records)
                .hasSize(parts)
                .allSatisfy(record -> assertThat(record.value().length).isLessThan(LIMIT));
        for (int i = 0; i < parts; i++) {
            assertThat(header(records.get(i), LetterHeader.PART)).isEqualTo((i + 1) + "/" + parts);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, LetterHeader header) {
        return new String(record.headers().lastHeader(header.text()).value(), UTF_8);
    }

    private int register(String schema) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/subjects/lacking/versions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            json.createObjectNode().put("schema", schema).toString()))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return json.readTree(response.body()).get("id").asInt();
        }
    }
}
