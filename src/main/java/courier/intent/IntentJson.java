package courier.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.ApplicationIntent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An intent in JSON, the form for people and files: an object of {@code intent_id}, {@code integration_id},
 * {@code job_id}, {@code application} (Kombo's request body, see {@link Intent#application()}) and where wanted
 * {@code generation}, {@code replaces}, {@code expires_at} (ISO 8601; kept in milliseconds) and
 * {@code resubmit_unknown}. Safe for use by many threads.
 *
 * <p>Reading refuses what the Avro form could not carry unchanged, and nothing else: whether an intent may be submitted
 * is for admission to say. A number without fraction and exponent is kept as a 64-bit integer and any other as a
 * double, so {@code 5} stays {@code 5} and {@code 5.0} stays {@code 5.0}; what fits neither exactly is refused. In
 * {@code remote_fields} every digit is kept.
 */
public final class IntentJson {

    private IntentJson() {}

    /** What a text came to. */
    public sealed interface Parsed {

        /** An intent that has an Avro form. */
        record Understood(Intent intent) implements Parsed {}

        /** Why it is none, all reasons at once. */
        record Refused(List<Violation> violations) implements Parsed {
            public Refused {
                violations = List.copyOf(violations);
            }
        }
    }

    /**
     * Reads an intent.
     *
     * @param json in UTF-8
     * @param baseDirectory where relative blob references ({@code file:cv/ada.pdf}, without a slash after the colon)
     *     start from; they become absolute {@code file:///} URIs
     */
    public static Parsed parse(byte[] json, Path baseDirectory) {
        StrictJson.Reading reading = StrictJson.read(json);
        List<Violation> violations = new ArrayList<>(reading.violations());
        if (reading.node() == null) {
            return new Parsed.Refused(violations);
        }
        if (!(reading.node() instanceof ObjectNode envelope)) {
            violations.add(
                    new Violation("", "type", "must be one object: intent_id, integration_id, job_id, application"));
            return new Parsed.Refused(violations);
        }
        JsonNode application = envelope.path("application");
        if (application.path(JsonFromAvro.REMOTE_FIELDS).isTextual()) {
            violations.add(new Violation(
                    "/application/remote_fields", "type", "must be an object with one object per ATS, not a text"));
        }
        resolveFiles(application, baseDirectory);
        AvroFromJson conversion = new AvroFromJson();
        ApplicationIntent record =
                (ApplicationIntent) conversion.record(ApplicationIntent.getClassSchema(), envelope, "");
        violations.addAll(conversion.violations());
        return violations.isEmpty()
                ? new Parsed.Understood(IntentAvro.fromAvro(record))
                : new Parsed.Refused(violations);
    }

    /**
     * As much of a refused text as further rules can be checked on, so that everything wrong is told at once; empty if
     * there is no application in it. Not an intent to go on with: what is missing is blank, and what Avro cannot carry
     * still stands in the application.
     */
    public static Optional<Intent> draft(byte[] json, Path baseDirectory) {
        JsonNode envelope = StrictJson.read(json).node();
        if (envelope == null || !(envelope.path("application") instanceof ObjectNode application)) {
            return Optional.empty();
        }
        resolveFiles(application, baseDirectory);
        JsonNode generation = envelope.path("generation");
        return Optional.of(new Intent(
                new Identity(
                        envelope.path("integration_id").asText(""),
                        envelope.path("intent_id").asText(""),
                        generation.canConvertToInt() ? generation.intValue() : 0),
                envelope.path("job_id").asText(""),
                envelope.path("replaces").textValue(),
                null,
                false,
                application));
    }

    /** Writes an intent, in UTF-8; {@link #parse} reads it back. Settings that have their default are left out. */
    public static byte[] write(Intent intent) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("intent_id", intent.identity().intentId());
        envelope.put("integration_id", intent.identity().integrationId());
        envelope.put("job_id", intent.jobId());
        if (intent.identity().generation() != 0) {
            envelope.put("generation", intent.identity().generation());
        }
        if (intent.replaces() != null) {
            envelope.put("replaces", intent.replaces());
        }
        if (intent.expiresAt() != null) {
            envelope.put("expires_at", intent.expiresAt().toString());
        }
        if (intent.resubmitUnknown()) {
            envelope.put("resubmit_unknown", true);
        }
        envelope.set("application", intent.application());
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void resolveFiles(JsonNode application, Path baseDirectory) {
        for (JsonNode attachment : application.path("attachments")) {
            resolveFile(attachment.path(JsonFromAvro.BLOB), baseDirectory);
        }
        for (JsonNode answer : application.path("screening_question_answers")) {
            resolveFile(answer.path("answer").path(JsonFromAvro.BLOB), baseDirectory);
        }
    }

    private static void resolveFile(JsonNode blob, Path baseDirectory) {
        if (!(blob instanceof ObjectNode object) || !object.path("uri").isTextual()) {
            return;
        }
        try {
            URI uri = new URI(object.path("uri").textValue());
            boolean relative = "file".equalsIgnoreCase(uri.getScheme()) && uri.isOpaque();
            if (relative && uri.getFragment() == null) {
                Path file = baseDirectory.toAbsolutePath().resolve(uri.getSchemeSpecificPart());
                object.put("uri", file.normalize().toUri().toString());
            }
        } catch (URISyntaxException | InvalidPathException _) {
            // stays as it is: admission says what is wrong with it
        }
    }
}
