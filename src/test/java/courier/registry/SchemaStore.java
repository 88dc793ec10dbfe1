package courier.registry;

import static courier.registry.FakeRegistry.error;
import static courier.registry.FakeRegistry.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.registry.FakeRegistry.Reaction;
import courier.registry.FakeRegistry.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A script for {@link FakeRegistry} that remembers schemas: ids count up from one, one version per subject. */
final class SchemaStore implements Function<Request, Reaction> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, String> byId = new LinkedHashMap<>();
    private final Map<String, Integer> bySubject = new LinkedHashMap<>();

    static SchemaStore in() {
        return new SchemaStore();
    }

    synchronized SchemaStore with(int id, String schema) {
        byId.put(id, schema);
        return this;
    }

    synchronized SchemaStore with(String subject, int id, String schema) {
        bySubject.put(subject, id);
        return with(id, schema);
    }

    @Override
    public synchronized Reaction apply(Request request) {
        String[] path = request.path().split("/");
        if (request.path().startsWith("/schemas/ids/")) {
            String schema = byId.get(Integer.parseInt(path[3]));
            return schema == null ? error(404, 40403, "Schema not found") : found(1, schema);
        }
        if (request.method().equals("GET")) {
            Integer latest = bySubject.get(path[2]);
            return latest == null
                    ? error(404, 40401, "Subject not found")
                    : found(latest, byId.getOrDefault(latest, ""));
        }
        String schema = schema(request.body());
        Integer known = bySubject.get(path[2]);
        if (path.length == 3) {
            return known == null || !schema.equals(byId.get(known))
                    ? error(404, 40403, "Schema not found")
                    : found(known, schema);
        }
        int id = byId.size() + 1;
        with(path[2], id, schema);
        return json(200, "{\"id\":" + id + "}");
    }

    private static Reaction found(int id, String schema) {
        ObjectNode body = JSON.createObjectNode().put("id", id).put("schema", schema);
        return json(200, body.toString());
    }

    private static String schema(String body) {
        try {
            return JSON.readTree(body).path("schema").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
