package courier.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds valid applications out of Kombo's request schema itself, so that no part of it can be forgotten. */
public final class SampleApplications {

    private static final List<String> SOURCES = List.of("data", "data_url", "blob");

    private final SampleValues values;
    private final double density;
    private final String wanted;

    private SampleApplications(Random random, double density, String wanted) {
        this.values = new SampleValues(random);
        this.density = density;
        this.wanted = wanted;
    }

    /** Any valid application: with hardly anything, with everything, or in between. */
    public static ObjectNode any(Random random) {
        double density = List.of(0.05, 0.3, 0.6, 1.0).get(random.nextInt(4));
        return (ObjectNode) new SampleApplications(random, density, "").value(SchemaPaths.FORM, "");
    }

    /** As little as a valid application can be that has something at the path. */
    public static ObjectNode with(String path, Random random) {
        return (ObjectNode) new SampleApplications(random, 0, path).value(SchemaPaths.FORM, "");
    }

    private boolean isWanted(String at) {
        return wanted.equals(at) || wanted.startsWith(at + "/") || wanted.startsWith(at + "?");
    }

    private JsonNode value(JsonNode schema, String at) {
        if (schema.has("allOf")) {
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            schema.path("allOf").forEach(part -> merge(merged, (ObjectNode) value(part, at)));
            return merged;
        }
        if (schema.has("anyOf")) {
            int choice = values.below(schema.path("anyOf").size());
            for (int i = 0; i < schema.path("anyOf").size(); i++) {
                choice = isWanted(at + "?" + i) ? i : choice;
            }
            return value(schema.path("anyOf").path(choice), at + "?" + choice);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(values.below(type.size())).asText() : type.asText()) {
            case "object" -> object(schema, at);
            case "array" -> array(schema, at);
            case "string" -> TextNode.valueOf(text(schema, at));
            case "number" -> at.startsWith("/remote_fields") ? values.openNumber() : values.number();
            case "integer" -> LongNode.valueOf(values.below(10_000));
            case "boolean" -> BooleanNode.valueOf(values.chance(0.5));
            case "null" -> NullNode.instance;
            default -> throw new IllegalStateException("a type that no sample is made of: " + type);
        };
    }

    private ObjectNode object(JsonNode schema, String at) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String pointer = at + "/" + property.getKey();
            if (required.contains(property.getKey()) || isWanted(pointer) || values.chance(density)) {
                object.set(property.getKey(), value(property.getValue(), pointer));
            }
        }
        if (schema.path("properties").has("data_url")) {
            withOneSource(object, schema, at);
        }
        boolean open = at.startsWith("/remote_fields/");
        for (int i = open ? values.below(3) : 0; i > 0; i--) {
            object.set("x" + values.text(), values.open(3));
        }
        return object;
    }

    private void withOneSource(ObjectNode file, JsonNode schema, String at) {
        String kept = SOURCES.stream()
                .filter(source -> isWanted(at + "/" + source))
                .findFirst()
                .orElseGet(() -> values.oneOf(SOURCES));
        SOURCES.forEach(source -> {
            if (!source.equals(kept)) {
                file.remove(source);
            }
        });
        if (!file.has(kept)) {
            file.set(kept, value(schema.path("properties").path(kept), at + "/" + kept));
        }
        if (kept.equals("data") && !file.has("content_type")) {
            file.put("content_type", values.contentType());
        }
    }

    private ArrayNode array(JsonNode schema, String at) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = isWanted(at + "/*") ? 1 : values.below(4); i > 0; i--) {
            array.add(value(schema.path("items"), at + "/*"));
        }
        return array;
    }

    private String text(JsonNode schema, String at) {
        if (schema.has("enum")) {
            return schema.path("enum")
                    .path(values.below(schema.path("enum").size()))
                    .asText();
        }
        if (schema.has("pattern")) {
            String pattern = schema.path("pattern").asText();
            return pattern.contains("\\d{4}")
                    ? values.date()
                    : pattern.contains("A-Z") ? values.country() : values.contentType();
        }
        boolean ofFile = at.matches("/attachments/\\*/.*|.*/answer\\?5/.*");
        return switch (at.substring(at.lastIndexOf('/') + 1)) {
            case "email_address" -> values.email();
            case "name" -> ofFile ? values.fileName() : values.text();
            case "data" -> ofFile ? values.base64() : values.text();
            case "data_url" -> ofFile ? values.url() : values.text();
            case "uri" -> values.blobUri();
            case "sha256" -> values.sha256();
            default -> values.text();
        };
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(member -> {
            if (into.path(member.getKey()) instanceof ObjectNode inner
                    && member.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }
}
