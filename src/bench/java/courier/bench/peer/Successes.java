package courier.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import courier.avro.ApplicationSuccess;
import courier.avro.Remark;
import courier.avro.SourcePosition;
import courier.intent.Digest;
import courier.intent.Intent;
import courier.outcome.Application;
import courier.outcome.Applications;
import courier.outcome.Notice;
import courier.registry.RegistryAvroSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the event that Courier would publish of a call that went well. Safe for use by many threads. */
final class Successes implements AutoCloseable {
    private final RegistryAvroSerde<ApplicationSuccess> serde = new RegistryAvroSerde<>();
    private final String topic;

    Successes(Map<String, ?> registry, String topic) {
        this.topic = topic;
        serde.configure(registry, false);
    }

    byte[] event(Intent intent, Arrived arrived, Instant startedAt, JsonNode answer) {
        ApplicationSuccess event = ApplicationSuccess.newBuilder()
                .setIntegrationId(intent.identity().integrationId())
                .setIntentId(intent.identity().intentId())
                .setGeneration(intent.identity().generation())
                .setJobId(intent.jobId())
                .setApplication(Applications.toAvro(application(answer.path("data"))))
                .setWarnings(warnings(answer.path("warnings")))
                .setAttempts(1)
                .setRequestDigest(Digest.hex(Digest.of(intent)))
                .setSource(
                        new SourcePosition(arrived.topic(), arrived.partition(), arrived.offset(), arrived.timestamp()))
                .setAdmittedAt(startedAt)
                .setStartedAt(startedAt)
                .setSettledAt(Instant.now())
                .build();
        return Objects.requireNonNull(serde.serializer().serialize(topic, event));
    }

    @Override
    public void close() {
        serde.close();
    }

    private static Application application(JsonNode data) {
        return new Application(
                text(data, "id"),
                text(data, "remote_id"),
                text(data, "remote_url"),
                text(data, "candidate_id"),
                text(data, "job_id"),
                text(data, "current_stage_id"),
                text(data, "outcome"),
                text(data, "remote_created_at"));
    }

    private static List<Remark> warnings(JsonNode warnings) {
        List<Remark> remarks = new ArrayList<>();
        warnings.forEach(warning -> remarks.add(
                new Remark(Notice.KOMBO_WARNING, warning.path("message").asText())));
        return remarks;
    }

    private static @Nullable String text(JsonNode data, String name) {
        return data.path(name).textValue();
    }
}
