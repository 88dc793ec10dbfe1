package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.Wire;
import courier.testing.WithParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** The registry goes away under a running worker. */
@WithParts
class RegistryOutageIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldDelayAnIntentOfANewSchemaAndDeadLetterNothing(Broker broker, Registry registry, KomboStandIn kombo)
            throws Exception {
        URI direct = URI.create(registry.url().toString());
        try (Wire wire = new Wire(direct)) {
            Settings settings = TestSettings.fresh(
                    broker,
                    registry,
                    kombo,
                    Map.of(
                            "registry.properties.schema.registry.url",
                            wire.through(direct).toString()));
            try (RunningWorker worker = RunningWorker.start(settings);
                    Stream stream = new Stream(settings)) {
                stream.ask(SampleIntents.of("before"));
                await().atMost(SOON).until(() -> stream.read().ends() == 1);
                byte[] newer = ofANewerSchema(direct, settings.topics().intents(), SampleIntents.of("newer"));

                wire.cut();
                stream.ask("job-1".getBytes(StandardCharsets.UTF_8), newer);
                stream.ask(SampleIntents.of("known-schema"));
                await().atMost(SOON).until(() -> stream.read().ends() == 2);

                assertThat(kombo.journal().postsOf("known-schema"))
                        .as("goes on meanwhile")
                        .hasSize(1);
                assertThat(kombo.journal().postsOf("newer")).as("waits").isEmpty();

                wire.mend();
                await().atMost(SOON).until(() -> stream.read().ends() == 3);
                assertThat(kombo.journal().postsOf("newer")).hasSize(1);
                assertThat(stream.deadLetters()).isEmpty();
                assertThat(worker.stop().number()).isZero();
            }
        }
    }

    /** The intent as a producer of a later release writes it: with a field more, under a schema id not seen yet. */
    private static byte[] ofANewerSchema(URI registry, String topic, ApplicationIntent intent)
            throws IOException, InterruptedException {
        ObjectNode later =
                (ObjectNode) JSON.readTree(ApplicationIntent.getClassSchema().toString());
        later.withArray("fields")
                .addObject()
                .put("name", "later_field")
                .put("type", "string")
                .put("default", "");
        Schema schema = new Schema.Parser().parse(later.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(register(registry, topic, schema))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(widened(intent, schema), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static GenericRecord widened(ApplicationIntent intent, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(ApplicationIntent.class).write(intent, encoder);
        encoder.flush();
        GenericDatumReader<GenericRecord> reader =
                new GenericDatumReader<>(ApplicationIntent.getClassSchema(), schema, new GenericData());
        return reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private static int register(URI registry, String topic, Schema schema) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(registry + "/subjects/" + topic + "-value/versions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.createObjectNode()
                            .put("schema", schema.toString())
                            .toString()))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(response.body()).get("id").asInt();
        }
    }
}
