package courier.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** The contract behind a generated class. */
final class Schemas {
    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    /** The same schema without the marks that only Java's generated classes carry. */
    static Schema withoutJavaProperties(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            strip(json);
            return new Schema.Parser().setValidateDefaults(false).parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON: " + schema.getFullName(), e);
        }
    }

    private static void strip(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        json.forEach(Schemas::strip);
    }
}
