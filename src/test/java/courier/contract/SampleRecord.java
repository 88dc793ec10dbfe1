package courier.contract;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A record of any schema with something in every field: the last branch of each union, one item in each array. */
final class SampleRecord {
    private SampleRecord() {}

    static GenericRecord of(Schema schema) {
        GenericRecord sample = new GenericData.Record(schema);
        schema.getFields().forEach(field -> sample.put(field.pos(), value(field.schema())));
        return sample;
    }

    private static @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> of(schema);
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
            case ARRAY -> List.of(present(schema.getElementType()));
            case MAP -> Map.of("key", present(schema.getValueType()));
            case UNION -> value(schema.getTypes().getLast());
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case STRING -> "text";
            case BYTES -> ByteBuffer.wrap(new byte[] {1, 2, 3});
            case INT -> 7;
            case LONG -> 1_700_000_000_000L;
            case FLOAT -> 1.5f;
            case DOUBLE -> 2.5d;
            case BOOLEAN -> true;
            case NULL -> null;
        };
    }

    private static Object present(Schema schema) {
        Object value = value(schema);
        if (value == null) {
            throw new IllegalArgumentException("an item cannot be null here: " + schema);
        }
        return value;
    }
}
