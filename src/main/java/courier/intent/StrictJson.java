package courier.intent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON so that nothing of it is lost unnoticed: numbers keep all digits (whole ones that fit are longs), and what
 * a tree cannot hold or UTF-8 cannot carry (a key given twice, half of a surrogate pair) is a violation. An instance
 * reads one text.
 */
final class StrictJson {

    /**
     * Jackson refuses to write deeper than 1000 levels; below half of that, whatever was read can be written again,
     * inside a body as well.
     */
    private static final int DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    /** What was read; without a node if the text could not be read to its end. */
    record Reading(@Nullable JsonNode node, List<Violation> violations) {}

    private final JsonParser parser;
    private final List<Violation> violations = new ArrayList<>();

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    static Reading read(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new StrictJson(parser).document();
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    static Reading read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new StrictJson(parser).document();
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    private static Reading unreadable(IOException e) {
        // the exception's own message quotes the text
        String where = e instanceof JsonProcessingException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return new Reading(
                null,
                List.of(new Violation("", "json", "cannot be read as JSON in UTF-8" + where + ": correct it there")));
    }

    private Reading document() throws IOException {
        if (parser.nextToken() == null) {
            return new Reading(null, List.of(new Violation("", "json", "is empty: one JSON object is expected")));
        }
        JsonNode node = value();
        if (parser.nextToken() != null) {
            violations.add(new Violation("", "json", "goes on after its end: one JSON object is expected"));
        }
        return new Reading(node, violations);
    }

    private JsonNode value() throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(nodes.objectNode());
            case START_ARRAY -> array(nodes.arrayNode());
            case VALUE_STRING -> nodes.textNode(whole(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> nodes.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no JSON value begins with " + parser.currentToken());
        };
    }

    private ObjectNode object(ObjectNode object) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = whole(parser.currentName());
            boolean twice = object.has(name);
            if (twice) {
                violate("duplicate", "is given more than once: keep one of them");
            }
            parser.nextToken();
            JsonNode value = value();
            if (!twice) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(ArrayNode array) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> LongNode.valueOf(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException {
        try {
            return DecimalNode.valueOf(parser.getDecimalValue());
        } catch (ArithmeticException | NumberFormatException _) {
            violate("precision", "has an exponent that is too large: use a smaller number");
            return LongNode.valueOf(0);
        }
    }

    private String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    violate("unicode", "holds half of a surrogate pair, which is no character: remove it");
                    return text;
                }
                i++;
            }
        }
        return text;
    }

    private void violate(String rule, String message) {
        violations.add(new Violation(
                Pointers.shortened(parser.getParsingContext().pathAsPointer().toString()), rule, message));
    }
}
