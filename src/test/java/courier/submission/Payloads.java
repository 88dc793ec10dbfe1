package courier.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Candidate;
import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedIntent;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.intent.Intent;
import java.nio.ByteBuffer;

/** Payloads as the ledger stores them, what they are read as, and what is answered to them. */
final class Payloads {
    private Payloads() {}

    static byte[] of(Identity identity, String jobId) {
        Candidate candidate = Candidate.newBuilder()
                .setFirstName("Jane")
                .setLastName("Doe")
                .setEmailAddress("jane@example.org")
                .build();
        ApplicationIntent intent = ApplicationIntent.newBuilder()
                .setIntentId(identity.intentId())
                .setIntegrationId(identity.integrationId())
                .setJobId(jobId)
                .setApplication(Application.newBuilder().setCandidate(candidate).build())
                .build();
        return InternalCodec.of(ArrivedIntent.class)
                .encode(ArrivedIntent.newBuilder()
                        .setIntent(intent)
                        .setSource(new SourcePosition("application-intents", 0, 0L, 0L))
                        .setDigest(ByteBuffer.allocate(32))
                        .build());
    }

    /** What reading a payload gives, with this JSON for its application. */
    static Intent intent(Identity identity, String jobId, String application) {
        try {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(application);
            return new Intent(identity, jobId, null, null, false, json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** An HTTP/1.1 answer on a connection that is kept. */
    static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
