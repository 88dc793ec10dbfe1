package courier.sandbox.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads Avro in Confluent's wire format with the writer's schema alone. Used by one thread. */
final class Decoder implements AutoCloseable {
    static final int HEADER_BYTES = 5;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String registryUrl;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Schema> schemas = new HashMap<>();

    Decoder(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    /** The record in these bytes; null if they are none. */
    @Nullable
    GenericRecord decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < HEADER_BYTES || bytes[0] != 0) {
            return null;
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        Schema schema = schemas.get(id);
        if (schema == null) {
            schema = fetch(id);
        }
        if (schema == null) {
            return null;
        }
        schemas.put(id, schema);
        try {
            BinaryDecoder in =
                    DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, in);
            return in.isEnd() ? record : null;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException _) {
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The schema of an id; null where the registry knows none. */
    private @Nullable Schema fetch(int id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registryUrl + "/schemas/ids/" + id))
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 404) {
                return null;
            }
            JsonNode body = json.readTree(response.body());
            if (response.statusCode() != 200 || !body.path("references").isEmpty()) {
                throw new IllegalStateException("Schema " + id + " cannot be had alone: HTTP " + response.statusCode());
            }
            return new Schema.Parser().parse(body.get("schema").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("The registry does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
