package courier.intent;

import static courier.intent.JsonFromAvro.BLOB;
import static courier.intent.JsonFromAvro.DATA;
import static courier.intent.JsonFromAvro.DATA_URL;
import static courier.intent.JsonFromAvro.REMOTE_FIELDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.BlobReference;
import courier.avro.InlineContent;
import courier.avro.UrlContent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts Kombo's JSON into Avro records of the contract, the other way of {@link JsonFromAvro}, and by their schemas as
 * well. What Avro cannot carry as it is becomes a violation; all of them are found. An instance converts one text.
 */
final class AvroFromJson {

    private static final String CONTENT = "content";
    private static final List<String> CONTENT_NAMES = List.of(DATA, DATA_URL, BLOB);

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);

    private final List<Violation> violations = new ArrayList<>();

    List<Violation> violations() {
        return violations;
    }

    /** The record; not to be used if there are violations. */
    SpecificRecord record(Schema schema, ObjectNode json, String at) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = isContent(field) ? content(json, at) : member(field, json, at);
            if (value != null) {
                record.put(field.pos(), value);
            }
        }
        List<String> known = schema.getFields().stream()
                .flatMap(field -> isContent(field) ? CONTENT_NAMES.stream() : Stream.of(field.name()))
                .toList();
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown(name, known, at);
            }
        });
        return record;
    }

    private void unknown(String name, List<String> known, String at) {
        Optional<String> meant = Spelling.nearest(name, known);
        violate(
                Pointers.member(at, name),
                "unknown",
                "is not a field of the contract: "
                        + meant.map(other -> "did you mean " + other + "?")
                                .orElse("remove it; known here are " + String.join(", ", known)));
    }

    private @Nullable Object member(Schema.Field field, ObjectNode json, String at) {
        String pointer = at + "/" + field.name();
        JsonNode value = json.get(field.name());
        if (value == null) {
            if (!field.hasDefaultValue()) {
                violate(pointer, "required", "is required: add " + article(field.schema()));
                return null;
            }
            return SpecificData.get().getDefaultValue(field);
        }
        return field.name().equals(REMOTE_FIELDS)
                ? remoteFields(value, pointer)
                : value(alternatives(field.schema()), value, pointer);
    }

    private @Nullable Object remoteFields(JsonNode json, String at) {
        if (json.isObject() || json.isTextual()) {
            // a text stands for what could not be read as an object, and goes back as it came
            return json.isTextual() ? json.textValue() : json.toString();
        }
        return violate(at, "type", "must be an object with one object per ATS");
    }

    private @Nullable Object value(List<Schema> alternatives, JsonNode json, String at) {
        if (json.isNull()) {
            return violate(at, "null", "must not be null: leave the field out where there is nothing to say");
        }
        for (Schema schema : alternatives) {
            if (fits(schema, json)) {
                return fitting(schema, alternatives, json, at);
            }
        }
        return violate(
                at,
                "type",
                "must be "
                        + alternatives.stream()
                                .map(schema -> isNumber(schema, alternatives) ? "a number" : article(schema))
                                .distinct()
                                .collect(Collectors.joining(" or ")));
    }

    /** Avro's two kinds of numbers are one to JSON. */
    private static boolean isNumber(Schema schema, List<Schema> alternatives) {
        return schema.getType() == Schema.Type.LONG
                && alternatives.stream().anyMatch(other -> other.getType() == Schema.Type.DOUBLE);
    }

    private @Nullable Object fitting(Schema schema, List<Schema> alternatives, JsonNode json, String at) {
        return switch (schema.getType()) {
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case INT -> json.canConvertToInt() ? json.intValue() : outOfRange(at);
            case LONG -> schema.getLogicalType() == null ? number(alternatives, json, at) : instant(json, at);
            case DOUBLE -> number(alternatives, json, at);
            case ARRAY -> array(schema.getElementType(), json, at);
            case RECORD -> record(schema, (ObjectNode) json, at);
            case ENUM, MAP, UNION, FIXED, BYTES, FLOAT, NULL -> throw unforeseen(schema);
        };
    }

    private static boolean fits(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case STRING -> json.isTextual();
            case BOOLEAN -> json.isBoolean();
            case INT -> json.isIntegralNumber();
            case LONG -> schema.getLogicalType() == null ? json.isIntegralNumber() : json.isTextual();
            case DOUBLE -> json.isNumber();
            case ARRAY -> json.isArray();
            case RECORD -> json.isObject();
            case ENUM, MAP, UNION, FIXED, BYTES, FLOAT, NULL -> throw unforeseen(schema);
        };
    }

    private static String article(Schema schema) {
        List<Schema> alternatives = alternatives(schema);
        Schema first = alternatives.getFirst();
        return switch (first.getType()) {
            case STRING -> "a text in quotes";
            case BOOLEAN -> "true or false";
            case INT -> "a whole number";
            case LONG ->
                first.getLogicalType() != null
                        ? "a time in ISO 8601, for example 2026-01-31T08:00:00Z"
                        : alternatives.size() > 1 ? "a number" : "a whole number";
            case DOUBLE -> "a number";
            case ARRAY -> "a list";
            case RECORD -> "an object";
            case ENUM, MAP, UNION, FIXED, BYTES, FLOAT, NULL -> throw unforeseen(first);
        };
    }

    private List<@Nullable Object> array(Schema items, JsonNode json, String at) {
        List<@Nullable Object> list = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            list.add(value(alternatives(items), json.get(i), at + "/" + i));
        }
        return list;
    }

    /**
     * A long for a JSON integer, a double for any other number, so that each is printed again in the form that it came
     * in; an integer beyond long is a double if that is exact. "Exact" is: the shortest decimal of the double is the
     * number.
     */
    private @Nullable Object number(List<Schema> alternatives, JsonNode json, String at) {
        boolean wholeOnly = alternatives.stream().noneMatch(schema -> schema.getType() == Schema.Type.DOUBLE);
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if (wholeOnly) {
            return outOfRange(at);
        }
        double nearest = json.doubleValue();
        return json.isDouble() || isExact(nearest, json.decimalValue())
                ? (Object) nearest
                : violate(at, "precision", "has more digits than a number can keep: round it, or shorten it");
    }

    private static boolean isExact(double nearest, BigDecimal number) {
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    private @Nullable Object outOfRange(String at) {
        return violate(at, "range", "is out of range: use a smaller number");
    }

    private @Nullable Object instant(JsonNode json, String at) {
        try {
            Instant instant = Instant.parse(json.textValue()).truncatedTo(ChronoUnit.MILLIS);
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException _) {
            return violate(
                    at, "date-time", "must be a time in ISO 8601 with its zone, for example 2026-01-31T08:00:00Z");
        }
    }

    private @Nullable Object content(ObjectNode json, String at) {
        List<String> given = CONTENT_NAMES.stream().filter(json::has).toList();
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1) {
            return violate(
                    at,
                    "one-of",
                    "has " + String.join(" and ", given) + ": keep exactly one of data, data_url and blob");
        }
        String name = given.getFirst();
        String pointer = at + "/" + name;
        Schema schema = name.equals(BLOB) ? BlobReference.getClassSchema() : TEXT;
        Object value = value(List.of(schema), json.path(name), pointer);
        if (value instanceof String text) {
            return name.equals(DATA) ? inline(text, pointer) : new UrlContent(text);
        }
        return value;
    }

    private @Nullable Object inline(String base64, String at) {
        try {
            return new InlineContent(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException _) {
            return violate(
                    at, "base64", "must be Base64 (the standard alphabet, no line breaks): encode the file again");
        }
    }

    private static boolean isContent(Schema.Field field) {
        return field.name().equals(CONTENT)
                && field.schema().isUnion()
                && field.schema().getIndexNamed(InlineContent.getClassSchema().getFullName()) != null;
    }

    private static List<Schema> alternatives(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .toList()
                : List.of(schema);
    }

    private static IllegalStateException unforeseen(Schema schema) {
        return new IllegalStateException(
                "ApplicationIntent.avsc has a type that has no JSON form here: " + schema.getType());
    }

    private @Nullable Object violate(String pointer, String rule, String message) {
        violations.add(new Violation(pointer, rule, message));
        return null;
    }
}
