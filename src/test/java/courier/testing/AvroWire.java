package courier.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Candidate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records in Confluent's wire format, made without Courier's own serde. */
public final class AvroWire {
    private AvroWire() {}

    /** Registers the record's schema under its own name and encodes the record. */
    public static byte[] encode(String registryUrl, SpecificRecord record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0);
            bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(schemaId(registryUrl, record))
                    .array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The smallest intent; the candidate's e-mail address begins with the intent's id. */
    public static ApplicationIntent intent(String integration, String intent, String job) {
        Candidate candidate = Candidate.newBuilder()
                .setFirstName("Frank")
                .setLastName("Doe")
                .setEmailAddress(intent + "@example.com")
                .build();
        return ApplicationIntent.newBuilder()
                .setIntentId(intent)
                .setIntegrationId(integration)
                .setJobId(job)
                .setApplication(Application.newBuilder().setCandidate(candidate).build())
                .build();
    }

    private static int schemaId(String registryUrl, SpecificRecord record) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        String body = json.createObjectNode()
                .put("schema", record.getSchema().toString())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        registryUrl + "/subjects/" + record.getSchema().getFullName() + "/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return json.readTree(http.send(request, BodyHandlers.ofString()).body())
                    .get("id")
                    .asInt();
        }
    }
}
