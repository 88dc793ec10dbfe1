package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.ops.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The applications that have been created, in order, in the form in which Kombo answers them. Safe for use by many
 * threads; everything is guarded by this object's lock.
 */
final class Applications {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ID_LENGTH = 24;
    private static final String REMOTE = "remote:";
    /** The response schema knows no other addresses. */
    private static final Pattern ECHOED_EMAIL =
            Pattern.compile("^(?!\\.)(?!.*\\.\\.)([\\w'+-.]*)[\\w+-]@([\\da-z][\\da-z-]*\\.)+[a-z]{2,}$");

    private final Time time;
    private final List<Stored> stored = new ArrayList<>();
    private final Set<Applied> applied = new HashSet<>();
    private final Map<String, String> idsOfRemoteJobs = new HashMap<>();

    Applications(Time time) {
        this.time = time;
    }

    /** What a person applied to, and how it is answered. */
    record Stored(String integration, String email, String jobPath, Instant createdAt, ObjectNode json) {}

    /** Who has applied to what: asked at each request, however many there were. */
    private record Applied(String integration, String jobPath, String email) {}

    /** Whether a second application of one address to one job is created like any other. */
    enum Second {
        ALLOWED,
        REFUSED
    }

    /** Creates an application; empty where it would be a second one and that is refused. */
    synchronized Optional<ObjectNode> create(String integration, String jobPath, JsonNode request, Second second) {
        String email = request.at("/candidate/email_address").asText();
        boolean exists = !applied.add(new Applied(integration, jobPath, email));
        if (exists && second == Second.REFUSED) {
            return Optional.empty();
        }
        Instant now = Instant.ofEpochMilli(time.wallMillis());
        ObjectNode json = application(jobPath, request, now);
        stored.add(new Stored(integration, email, jobPath, now, json));
        return Optional.of(json);
    }

    /** All applications in the order of their creation; a list that only grows. */
    synchronized List<Stored> all() {
        return List.copyOf(stored);
    }

    private ObjectNode application(String jobPath, JsonNode request, Instant now) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        String id = newId();
        JsonNode stage = request.path("stage_id");
        ObjectNode job = job(jobPath);
        ObjectNode candidate = candidate(request.path("candidate"), now);
        json.put("id", id).put("remote_id", "remote-" + id).put("outcome", "PENDING");
        json.putNull("rejection_reason_name").putNull("rejected_at");
        json.put("current_stage_id", stage.isTextual() ? stage.asText() : newId());
        json.set("job_id", job.get("id"));
        json.set("candidate_id", candidate.get("id"));
        json.putNull("custom_fields").putArray("integration_fields");
        json.put("remote_url", "https://ats.example.com/applications/" + id);
        dates(json, now);
        json.putNull("remote_data").putNull("current_stage");
        json.set("job", job);
        json.set("candidate", candidate);
        return json;
    }

    private ObjectNode job(String jobPath) {
        ObjectNode job = Json.MAPPER.createObjectNode();
        if (jobPath.startsWith(REMOTE)) {
            String remoteId = jobPath.substring(REMOTE.length());
            job.put("id", idsOfRemoteJobs.computeIfAbsent(remoteId, _ -> newId()));
            job.put("remote_id", remoteId);
        } else {
            job.put("id", jobPath).put("remote_id", "remote-" + jobPath);
        }
        return job.putNull("name");
    }

    private static ObjectNode candidate(JsonNode asked, Instant now) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        String id = newId();
        json.put("id", id).put("remote_id", "remote-" + id);
        for (String name : List.of("first_name", "last_name", "company", "title")) {
            json.set(name, asked.path(name).isTextual() ? asked.get(name) : Json.MAPPER.nullNode());
        }
        json.put("confidential", false).putNull("source");
        String email = asked.path("email_address").asText();
        json.putArray("email_addresses")
                .addObject()
                .put("email_address", ECHOED_EMAIL.matcher(email).matches() ? email : null)
                .put("type", "PERSONAL");
        json.putNull("custom_fields").putArray("integration_fields");
        json.put("remote_url", "https://ats.example.com/candidates/" + id);
        dates(json, now);
        json.putNull("remote_data").putArray("tags");
        return json;
    }

    private static void dates(ObjectNode json, Instant now) {
        String text = now.toString();
        json.put("changed_at", text).putNull("remote_deleted_at");
        json.put("remote_created_at", text).put("remote_updated_at", text);
    }

    private static String newId() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
