package courier.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The paths of Kombo's request schema, of which the JSON form of an application is made: names after slashes, {@code *}
 * for any element of a list, {@code ?2} for the third of several alternatives. The JSON form's own {@code blob} is
 * added.
 */
public final class SchemaPaths {

    /** Kombo's schema, with {@code blob} wherever there is {@code data_url}. */
    static final JsonNode FORM = form();

    private SchemaPaths() {}

    private static JsonNode form() {
        try (InputStream in = SchemaPaths.class.getResourceAsStream("/kombo/request.schema.json")) {
            JsonNode schema = new ObjectMapper().readTree(Objects.requireNonNull(in));
            JsonNode blob = new ObjectMapper().readTree("""
                    {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string"},
                     "size_bytes": {"type": "integer"}, "sha256": {"type": "string"},
                     "content_type": {"type": "string", "pattern": "^[\\\\w.-]+\\\\/[\\\\w.-]+$"}}}""");
            for (JsonNode holder : schema.findParents("data_url")) {
                ((ObjectNode) holder).set("blob", blob);
            }
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, in the schema's order. */
    public static SequencedSet<String> all() {
        SequencedSet<String> paths = new LinkedHashSet<>();
        collect(FORM, "", paths);
        return paths;
    }

    private static void collect(JsonNode schema, String at, SequencedSet<String> paths) {
        if (!at.isEmpty()) {
            paths.add(at);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(property.getValue(), at + "/" + property.getKey(), paths));
        if (schema.has("items")) {
            collect(schema.path("items"), at + "/*", paths);
        }
        schema.path("allOf").forEach(part -> collect(part, at, paths));
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            collect(schema.path("anyOf").path(i), at + "?" + i, paths);
        }
    }

    /** What stands at a path in an application: nothing, one value, or one of each element of a list. */
    public static List<JsonNode> at(String path, JsonNode application) {
        List<JsonNode> nodes = List.of(application);
        JsonNode schema = FORM;
        for (String step : path.substring(1).split("/")) {
            String name = step.replaceAll("\\?.*", "");
            schema = name.equals("*") ? schema.path("items") : property(schema, name);
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : nodes) {
                if (name.equals("*")) {
                    node.forEach(next::add);
                } else if (node.has(name)) {
                    next.add(node.path(name));
                }
            }
            nodes = next;
            if (step.contains("?")) {
                schema = schema.path("anyOf").path(Integer.parseInt(step.substring(step.indexOf('?') + 1)));
                JsonNode alternative = schema;
                nodes = nodes.stream().filter(node -> isA(alternative, node)).toList();
            }
        }
        return nodes;
    }

    /** Takes away whatever stands at a path: what a mapper does that forgets it. */
    public static void drop(String path, JsonNode application) {
        int end = path.lastIndexOf('/');
        String name = path.substring(end + 1).replaceAll("\\?.*", "");
        List<JsonNode> holders = end == 0 ? List.of(application) : at(path.substring(0, end), application);
        Set<JsonNode> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
        dropped.addAll(at(path, application));
        for (JsonNode holder : holders) {
            if (holder instanceof ArrayNode array) {
                Iterator<JsonNode> items = array.iterator();
                while (items.hasNext()) {
                    items.next();
                    items.remove();
                }
            } else if (holder instanceof ObjectNode object && object.has(name) && dropped.contains(object.get(name))) {
                object.remove(name);
            }
        }
    }

    private static JsonNode property(JsonNode schema, String name) {
        for (JsonNode part : schema.path("allOf")) {
            if (part.path("properties").has(name)) {
                return part.path("properties").path(name);
            }
        }
        return schema.path("properties").path(name);
    }

    private static boolean isA(JsonNode alternative, JsonNode node) {
        return switch (alternative.path("type").asText()) {
            case "string" ->
                node.isTextual()
                        && (!alternative.has("pattern")
                                || node.asText()
                                        .matches(alternative.path("pattern").asText()));
            case "boolean" -> node.isBoolean();
            case "number" -> node.isNumber();
            case "array" -> node.isArray();
            case "object" -> node.isObject();
            default -> throw new IllegalStateException("an alternative of another type: " + alternative);
        };
    }
}
