package courier.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.BlobReference;
import courier.avro.InlineContent;
import courier.avro.UrlContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns Avro records of the contract into Kombo's JSON. It follows the records' own schemas, whose names are Kombo's: a
 * field that the contract gains arrives without a change here. Never fails on a record that Avro has decoded.
 */
final class JsonFromAvro {

    static final String REMOTE_FIELDS = "remote_fields";
    static final String DATA = "data";
    static final String DATA_URL = "data_url";
    static final String BLOB = "blob";

    private JsonFromAvro() {}

    /** The record as an object; null fields are absent. */
    static ObjectNode object(SpecificRecord record) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            switch (value) {
                case null -> {}
                case InlineContent inline -> object.put(DATA, base64(inline.getData()));
                case BlobReference blob -> object.set(BLOB, object(blob));
                case UrlContent url -> object.put(DATA_URL, url.getUrl());
                case CharSequence text
                when field.name().equals(REMOTE_FIELDS) -> object.set(REMOTE_FIELDS, remoteFields(text.toString()));
                default -> object.set(field.name(), node(value));
            }
        }
        return object;
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case CharSequence text -> nodes.textNode(text.toString());
            case Boolean truth -> nodes.booleanNode(truth);
            case Long whole -> nodes.numberNode(whole.longValue());
            case Double number -> nodes.numberNode(number.doubleValue());
            case List<?> list -> array(list);
            case SpecificRecord record -> object(record);
            default ->
                throw new IllegalStateException("ApplicationIntent.avsc has a type that has no JSON form here: "
                        + value.getClass().getName());
        };
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(item -> array.add(node(item)));
        return array;
    }

    /** The object, or the raw text where it is none: admission refuses a text in this place. */
    private static JsonNode remoteFields(String json) {
        StrictJson.Reading reading = StrictJson.read(json);
        return reading.node() instanceof ObjectNode object
                        && reading.violations().isEmpty()
                ? object
                : JsonNodeFactory.instance.textNode(json);
    }

    private static String base64(ByteBuffer bytes) {
        ByteBuffer text = Base64.getEncoder().encode(bytes.duplicate());
        return new String(text.array(), text.arrayOffset(), text.remaining(), StandardCharsets.ISO_8859_1);
    }
}
