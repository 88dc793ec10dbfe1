package courier.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import courier.registry.Exchange.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry's four questions, each answer remembered for good: an id and its schema never change. Failures are not
 * remembered.
 *
 * <p>Throws {@link RegistryUnavailableException} where there is no answer. Safe for use by many threads; two that ask
 * for the same thing at once may both go to the registry.
 */
final class RegistryClient implements AutoCloseable {

    private final RegistryHttp http;
    private final boolean normalize;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Use, Integer> registered = new ConcurrentHashMap<>();
    private final Map<Use, Integer> lookedUp = new ConcurrentHashMap<>();
    private final Map<String, Registered> latest = new ConcurrentHashMap<>();

    /** A schema in the registry. */
    record Registered(int id, Schema schema) {}

    private record Use(String subject, Schema schema) {}

    RegistryClient(RegistryConfig config) {
        http = new RegistryHttp(config);
        normalize = config.normalize();
    }

    /**
     * The schema of an id.
     *
     * @throws UnknownSchemaException if the registry does not know the id
     */
    Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = switch (http.ask(new Question("/schemas/ids/" + id, null))) {
            case Reply.Found(JsonNode body) -> parse(body, "Schema id " + id);
            case Reply.Refused refused ->
                throw new UnknownSchemaException("The schema registry does not know schema id " + id + ": "
                        + refused.message() + ". The producer used another registry, or the schema was deleted.");
        };
        byId.put(id, schema);
        return schema;
    }

    /**
     * Registers a schema, or finds it registered.
     *
     * @throws SchemaRefusedException if it is incompatible or invalid
     */
    int register(String subject, Schema schema) {
        Use use = new Use(subject, schema);
        Integer known = registered.get(use);
        if (known != null) {
            return known;
        }
        int id = switch (http.ask(question(subject, "/versions", schema))) {
            case Reply.Found(JsonNode body) -> id(body);
            case Reply.Refused(int code, String message)
            when code == ErrorCodes.INCOMPATIBLE ->
                throw new SchemaRefusedException("The schema of " + schema.getFullName()
                        + " is incompatible with what is registered as " + subject + ": " + message
                        + ". Deploy a release whose schema is compatible, or change the subject's compatibility.");
            case Reply.Refused refused ->
                throw new SchemaRefusedException("The schema registry refuses the schema of " + schema.getFullName()
                        + " as " + subject + ": " + refused.message());
        };
        registered.put(use, id);
        return id;
    }

    /**
     * The id of a schema that was registered before.
     *
     * @throws SchemaRefusedException if it was not
     */
    int lookup(String subject, Schema schema) {
        Use use = new Use(subject, schema);
        Integer known = lookedUp.get(use);
        if (known != null) {
            return known;
        }
        int id = switch (http.ask(question(subject, "", schema))) {
            case Reply.Found(JsonNode body) -> id(body);
            case Reply.Refused refused ->
                throw new SchemaRefusedException("The schema of " + schema.getFullName() + " is not registered as "
                        + subject + ": " + refused.message()
                        + ". Register it, or set auto.register.schemas or use.latest.version to true.");
        };
        lookedUp.put(use, id);
        return id;
    }

    /**
     * The latest schema of a subject, as of the first time it was asked for.
     *
     * @throws SchemaRefusedException if the subject has none
     */
    Registered latest(String subject) {
        Registered known = latest.get(subject);
        if (known != null) {
            return known;
        }
        Registered found = switch (http.ask(new Question(path(subject, "/versions/latest"), null))) {
            case Reply.Found(JsonNode body) -> new Registered(id(body), parse(body, "The latest schema of " + subject));
            case Reply.Refused refused ->
                throw new SchemaRefusedException("Nothing is registered as " + subject + ": " + refused.message()
                        + ". Register its schema, or set auto.register.schemas to true.");
        };
        latest.put(subject, found);
        return found;
    }

    @Override
    public void close() {
        http.close();
    }

    private Question question(String subject, String what, Schema schema) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
        return new Question(path(subject, what) + (normalize ? "?normalize=true" : ""), body);
    }

    private static String path(String subject, String what) {
        // a path takes a space as %20 only, and URLEncoder speaks the dialect of forms
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + what;
    }

    private static int id(JsonNode body) {
        if (!body.path("id").canConvertToInt()) {
            throw notARegistry();
        }
        return body.path("id").intValue();
    }

    private Schema parse(JsonNode body, String what) {
        if (!body.path("schema").isTextual()) {
            throw notARegistry();
        }
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new SerializationException(what + " is of type " + type + ", not AVRO.");
        }
        // lenient: what others registered need not have defaults that fit their fields
        Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
        try {
            parseReferences(body, parser);
            return parser.parse(body.path("schema").textValue());
        } catch (SchemaParseException e) {
            throw new SerializationException(what + " is not valid Avro: " + e.getMessage());
        }
    }

    /** Schemas may name types of other subjects; depth first, so that each is known before it is used. */
    private void parseReferences(JsonNode body, Schema.Parser parser) {
        for (JsonNode reference : body.path("references")) {
            String name = reference.path("name").asText();
            if (parser.getTypes().containsKey(name)) {
                continue;
            }
            String subject = reference.path("subject").asText();
            String version = "/versions/" + reference.path("version").asInt();
            switch (http.ask(new Question(path(subject, version), null))) {
                case Reply.Found(JsonNode found) -> {
                    parseReferences(found, parser);
                    var _ = parser.parse(found.path("schema").asText());
                }
                case Reply.Refused refused ->
                    throw new UnknownSchemaException("The schema registry does not know " + name + " (" + subject
                            + version + "), which a schema refers to: " + refused.message());
            }
        }
    }

    private static RegistryUnavailableException notARegistry() {
        return new RegistryUnavailableException(
                "What answers at schema.registry.url does not speak the registry's protocol.", false, null);
    }
}
