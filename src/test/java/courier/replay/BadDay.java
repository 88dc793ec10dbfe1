package courier.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.ApplicationIntent;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.IntentJson;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** 500 intents, a third of which fails in six ways; and what mends four of them. */
final class BadDay {

    static final int GOOD = 334;
    static final int INVALID = 60;
    static final int GONE = 27;
    static final int REFUSED = 25;
    static final int DOUBTFUL = 22;
    static final int UNDECODABLE = 17;
    static final int CLOSED = 15;
    static final int ALL = GOOD + INVALID + GONE + REFUSED + DOUBTFUL + UNDECODABLE + CLOSED;

    /** Those that can be brought back. */
    static final int FIXABLE = INVALID + GONE + REFUSED + UNDECODABLE;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INTEGRATIONS =
            List.of("workday:badday1", "workday:badday2", "greenhouse:badday3", "personio:badday4");

    private final KomboStandIn kombo;
    private final HidingRegistry registry;
    private final Path cv;

    BadDay(KomboStandIn kombo, Path files, HidingRegistry registry) {
        this.kombo = kombo;
        this.registry = registry;
        this.cv = files.resolve("cv.pdf");
    }

    void publish(Stream stream) {
        kombo.behaviours().ofJob("job-strict", Behaviour.always(Act.Refuse.with(ErrorCode.REMOTE_INPUT_INVALID)));
        kombo.behaviours().ofJob("job-closed", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        kombo.behaviours().ofJob("job-cut", Behaviour.always(new Act.Cut(Act.Moment.AFTER_CREATION)));
        List<ApplicationIntent> intents = new ArrayList<>();
        add(intents, "good", GOOD, "job-1", "", "");
        add(intents, "invalid", INVALID, "job-1", ", \"gender\": \"F\"", "");
        add(intents, "gone", GONE, "job-1", "", attachment());
        add(intents, "refused", REFUSED, "job-strict", "", "");
        add(intents, "doubtful", DOUBTFUL, "job-cut", "", "");
        add(intents, "closed", CLOSED, "job-closed", "", "");
        intents.forEach(stream::ask);
        newer(stream);
    }

    /** Mends what can be mended outside of Courier. */
    void mend() {
        kombo.behaviours().ofJob("job-strict", Behaviour.WELL);
        registry.show();
        try {
            Files.writeString(cv, "%PDF-1.4 ...");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(
            List<ApplicationIntent> intents, String kind, int count, String job, String candidate, String application) {
        for (int i = 0; i < count; i++) {
            String id = kind + "-" + i;
            intents.add(intent(id, INTEGRATIONS.get(i % INTEGRATIONS.size()), job, candidate, application));
        }
    }

    private static ApplicationIntent intent(
            String id, String integration, String job, String candidate, String application) {
        String json = """
                {"intent_id": "%s", "integration_id": "%s", "job_id": "%s",
                 "application": {"candidate": {"first_name": "Ada", "last_name": "Sample",
                                               "email_address": "%s@example.com"%s}%s}}
                """.formatted(id, integration, job, id, candidate, application);
        return switch (IntentJson.parse(json.getBytes(StandardCharsets.UTF_8), Path.of("."))) {
            case IntentJson.Parsed.Understood(Intent intent) -> IntentAvro.toAvro(intent);
            case IntentJson.Parsed.Refused refused -> throw new AssertionError(refused.violations());
        };
    }

    private String attachment() {
        return ", \"attachments\": [{\"name\": \"cv.pdf\", \"type\": \"CV\", \"content_type\": \"application/pdf\","
                + " \"blob\": {\"uri\": \"" + cv.toUri() + "\"}}]";
    }

    /** From a producer whose new schema is not registered yet. */
    private void newer(Stream stream) {
        Schema schema = newerSchema();
        int id = register(schema);
        registry.hide(id);
        for (int i = 0; i < UNDECODABLE; i++) {
            ApplicationIntent intent =
                    SampleIntents.of(INTEGRATIONS.get(i % INTEGRATIONS.size()), "newer-" + i, "job-1");
            stream.ask("job-1".getBytes(StandardCharsets.UTF_8), encoded(intent, schema, id));
        }
    }

    private static Schema newerSchema() {
        try {
            ObjectNode schema = (ObjectNode)
                    JSON.readTree(ApplicationIntent.getClassSchema().toString());
            ((ArrayNode) schema.get("fields"))
                    .addObject()
                    .put("name", "campaign")
                    .put("type", "string")
                    .put("default", "");
            return new Schema.Parser().parse(schema.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int register(Schema schema) {
        String body = JSON.valueToTree(Map.of("schema", schema.toString())).toString();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(registry.url() + "/subjects/" + Fresh.name("newer") + "/versions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                    .get("id")
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(ApplicationIntent intent, Schema newer, int id) {
        try {
            ByteArrayOutputStream own = new ByteArrayOutputStream();
            BinaryEncoder first = EncoderFactory.get().binaryEncoder(own, null);
            new SpecificDatumWriter<ApplicationIntent>(intent.getSchema()).write(intent, first);
            first.flush();
            Object generic = new GenericDatumReader<>(intent.getSchema(), newer)
                    .read(null, DecoderFactory.get().binaryDecoder(own.toByteArray(), null));
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            wire.write(0);
            wire.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            BinaryEncoder second = EncoderFactory.get().binaryEncoder(wire, null);
            new GenericDatumWriter<>(newer).write(generic, second);
            second.flush();
            return wire.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
