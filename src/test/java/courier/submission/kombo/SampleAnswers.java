package courier.submission.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Builds answers out of Kombo's own schemas, and answers of a Kombo that has gone on since they were published. */
final class SampleAnswers {

    static final JsonNode RESPONSE = schema("response");
    static final JsonNode ERROR = schema("error");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "abc",
            "H77fDF8uvEzGNPRubiz5DvQ7",
            "Zoë 👩‍🚀 李",
            "\"quoted\\\"",
            "{\"id\":\"no\"}",
            "\u0000\n\u2028",
            "null",
            "x".repeat(900));

    private final Random random;
    private final boolean later;

    private SampleAnswers(Random random, boolean later) {
        this.random = random;
        this.later = later;
    }

    /** An answer that validates against a schema; with arrays and optional fields of any length and number. */
    static ObjectNode of(JsonNode schema, Random random) {
        return (ObjectNode) new SampleAnswers(random, false).value(schema, "");
    }

    /** The same with fields, enum values and nulls that the schema does not know, and keys in any order. */
    static ObjectNode later(JsonNode schema, Random random) {
        return (ObjectNode) new SampleAnswers(random, true).value(schema, "");
    }

    private JsonNode value(JsonNode schema, String at) {
        if (schema.has("anyOf")) {
            JsonNode alternatives = schema.path("anyOf");
            return value(alternatives.path(random.nextInt(alternatives.size())), at);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(random.nextInt(type.size())).asText() : type.asText();
        if (schema.has("enum") && !name.equals("null")) {
            return constant(schema.path("enum"), at);
        }
        return switch (name) {
            case "object" -> object(schema, at);
            case "array" -> array(schema, at);
            case "string" -> TextNode.valueOf(text(schema));
            case "number", "integer" -> LongNode.valueOf(random.nextLong());
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.instance;
            default -> open(3);
        };
    }

    /** The status is what makes an answer what it is; every other set of values may grow. */
    private JsonNode constant(JsonNode values, String at) {
        return later && !at.equals("/status") && random.nextInt(3) == 0
                ? TextNode.valueOf("NEW.CODE_" + random.nextInt(9))
                : values.path(random.nextInt(values.size()));
    }

    private ObjectNode object(JsonNode schema, String at) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || random.nextBoolean()) {
                members.add(Map.entry(property.getKey(), value(property.getValue(), at + "/" + property.getKey())));
            }
        }
        boolean free = later || schema.path("additionalProperties").asBoolean();
        for (int i = free ? random.nextInt(3) : 0; i > 0; i--) {
            members.add(Map.entry("new_" + i, open(3)));
        }
        if (later) {
            Collections.shuffle(members, random);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(member -> object.set(member.getKey(), member.getValue()));
        return object;
    }

    private ArrayNode array(JsonNode schema, String at) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(schema.path("items"), at + "/*"));
        }
        return array;
    }

    private String text(JsonNode schema) {
        String pattern = schema.path("pattern").asText();
        return pattern.isEmpty()
                ? TEXTS.get(random.nextInt(TEXTS.size()))
                : pattern.contains("@") ? "ada.l@example.com" : "2026-11-22T10:00:00.123Z";
    }

    private JsonNode open(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> TextNode.valueOf(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> LongNode.valueOf(random.nextLong());
            case 2 -> NullNode.instance;
            case 3 -> JsonNodeFactory.instance.arrayNode().add(open(depth - 1)).add(open(depth - 1));
            // names that matter elsewhere
            default -> JsonNodeFactory.instance.objectNode().setAll(Map.of("id", open(depth - 1), "data", open(0)));
        };
    }

    private static JsonNode schema(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Objects.requireNonNull(
                            SampleAnswers.class.getResourceAsStream("/kombo/" + name + ".schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
