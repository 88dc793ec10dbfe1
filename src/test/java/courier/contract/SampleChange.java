package courier.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** A small record with one of each kind of type, and the changes that can befall it. */
final class SampleChange {
    private SampleChange() {}

    private static final String TEXT = """
            {"type":"record","name":"Sample","namespace":"sample","doc":"Before.","fields":[
              {"name":"id","type":"string"},
              {"name":"count","type":"int"},
              {"name":"size","type":"long"},
              {"name":"note","type":["null","string"],"default":null},
              {"name":"colour","type":{"type":"enum","name":"Colour","symbols":["RED","BLUE"]}},
              {"name":"answer","type":["string","boolean"]},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"inner","type":{"type":"record","name":"Inner","fields":[
                {"name":"kept","type":"int"},{"name":"lost","type":"int"}]}}
            ]}""";

    static final Schema BEFORE = new Schema.Parser().parse(TEXT);

    static Schema named(String change) {
        String after = switch (change) {
            case "optional field added" ->
                replaced("{\"name\":\"id\"", "{\"name\":\"new\",\"type\":\"int\",\"default\":0},{\"name\":\"id\"");
            case "optional field removed" ->
                replaced("{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null},", "");
            case "optional field of another type" ->
                replaced("[\"null\",\"string\"],\"default\":null", "[\"null\",\"bytes\",\"int\"],\"default\":null");
            case "only the documentation changed" -> replaced("Before.", "After.");
            case "field removed without default" -> replaced("{\"name\":\"count\",\"type\":\"int\"},", "");
            case "field added without default" ->
                replaced("{\"name\":\"id\"", "{\"name\":\"new\",\"type\":\"int\"},{\"name\":\"id\"");
            case "field renamed" -> replaced("\"name\":\"count\"", "\"name\":\"number\"");
            case "type widened" -> replaced("\"count\",\"type\":\"int\"", "\"count\",\"type\":\"long\"");
            case "type narrowed" -> replaced("\"size\",\"type\":\"long\"", "\"size\",\"type\":\"int\"");
            case "type changed" -> replaced("\"count\",\"type\":\"int\"", "\"count\",\"type\":\"boolean\"");
            case "made nullable" -> replaced("\"id\",\"type\":\"string\"", "\"id\",\"type\":[\"null\",\"string\"]");
            case "enum symbol added" -> replaced("\"BLUE\"", "\"BLUE\",\"GREEN\"");
            case "enum symbol removed" -> replaced(",\"BLUE\"", "");
            case "union branch added" -> replaced("\"boolean\"]", "\"boolean\",\"long\"]");
            case "union branch removed" -> replaced("[\"string\",\"boolean\"]", "[\"string\"]");
            case "array's items changed" -> replaced("\"items\":\"string\"", "\"items\":\"int\"");
            case "inner record's field removed" -> replaced(",{\"name\":\"lost\",\"type\":\"int\"}", "");
            case "record renamed" -> replaced("\"name\":\"Sample\"", "\"name\":\"Other\"");
            default -> throw new IllegalArgumentException(change);
        };
        return new Schema.Parser().parse(after);
    }

    /** A field of a real record becomes a fixed of one byte, which nothing else reads. */
    static Schema retyped(Schema schema, String field) {
        try {
            JsonNode json = new ObjectMapper().readTree(schema.toString());
            for (JsonNode candidate : json.path("fields")) {
                if (candidate.path("name").asText().equals(field)) {
                    ObjectNode changed = (ObjectNode) candidate;
                    changed.remove("default");
                    changed.putObject("type")
                            .put("type", "fixed")
                            .put("name", "Odd")
                            .put("size", 1);
                }
            }
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String replaced(String part, String with) {
        if (!TEXT.contains(part)) {
            throw new IllegalArgumentException("not in the sample: " + part);
        }
        return TEXT.replace(part, with);
    }
}
