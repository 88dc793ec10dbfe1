package courier.intent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.ApplicationIntent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** The ways that an intent goes in production, one after the other. */
public final class RoundTrips {

    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RoundTrips() {}

    /** An envelope around an application. */
    public static ObjectNode envelope(JsonNode application) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("intent_id", "i-1").put("integration_id", "workday:abc").put("job_id", "job-1");
        envelope.set("application", application);
        return envelope;
    }

    /** The intent of an envelope, which must have one. */
    public static Intent parsed(JsonNode envelope) {
        byte[] json = envelope.toString().getBytes(StandardCharsets.UTF_8);
        return switch (IntentJson.parse(json, Path.of("target"))) {
            case IntentJson.Parsed.Understood(Intent intent) -> intent;
            case IntentJson.Parsed.Refused refused ->
                throw new AssertionError(refused.violations().toString());
        };
    }

    /** The intent after its record was encoded by Avro and decoded again. */
    public static Intent throughAvro(Intent intent) {
        return IntentAvro.fromAvro(decoded(encoded(IntentAvro.toAvro(intent))));
    }

    /** The envelope as it comes out of all the mappings, for comparison with {@link #exact}. */
    public static JsonNode throughEverything(JsonNode envelope) {
        Intent intent = throughAvro(parsed(envelope));
        return exact(new String(IntentJson.write(intent), StandardCharsets.UTF_8));
    }

    /** Reads JSON for comparison: no digit is lost, and 5 is not 5.0. */
    public static JsonNode exact(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record in Avro's binary form. */
    public static byte[] encoded(ApplicationIntent record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(ApplicationIntent.class).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The record of its binary form. */
    public static ApplicationIntent decoded(byte[] bytes) {
        try {
            return new SpecificDatumReader<>(ApplicationIntent.class)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
