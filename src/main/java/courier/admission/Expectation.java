package courier.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Says what the request schema expects where it found something else, in words and without the value. */
final class Expectation {

    static final String CONTENT_TYPE =
            "must be a content type without parameters, type/subtype, for example application/pdf";

    private static final String CONTENT_TYPE_PATTERN = "^[\\w.-]+\\/[\\w.-]+$";
    private static final Pattern CONTENT_TYPE_FORM = Pattern.compile("[\\w.-]+/[\\w.-]+");

    /** Kombo's patterns; held by a test against the schema. */
    private static final Map<String, String> PATTERNS = Map.of(
            CONTENT_TYPE_PATTERN,
            CONTENT_TYPE,
            "^[A-Z]{2}$",
            "must be a country code of ISO 3166-1 alpha-2: two capital letters, for example DE",
            "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?)?Z?$",
            "must be a date, for example 2026-01-31, or a time in UTC, for example 2026-01-31T08:00:00Z");

    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "number", "a number",
            "integer", "a whole number",
            "boolean", "true or false",
            "object", "an object",
            "array", "a list",
            "null", "null");

    private Expectation() {}

    static boolean isContentType(String text) {
        return CONTENT_TYPE_FORM.matcher(text).matches();
    }

    /** Whether there are words for a pattern of the schema. */
    static boolean knowsPattern(String pattern) {
        return PATTERNS.containsKey(pattern);
    }

    static String of(Error error) {
        JsonNode expected = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> "is required: add it";
            case "type" -> "must be " + types(expected);
            case "enum" -> "must be one of " + String.join(", ", texts(expected));
            case "pattern" -> PATTERNS.getOrDefault(expected.asText(), "must match " + expected.asText());
            case "minimum" -> "must be at least " + expected.asText();
            default -> "must keep the rule " + error.getKeyword() + " of Kombo's request schema";
        };
    }

    private static String types(JsonNode expected) {
        List<String> names = expected.isArray() ? texts(expected) : List.of(expected.asText());
        return String.join(
                " or ",
                names.stream().map(name -> TYPES.getOrDefault(name, name)).toList());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
