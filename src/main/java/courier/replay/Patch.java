package courier.replay;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonMergePatch;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A correction of intents in their JSON form: an array is a JSON Patch (RFC 6902), an object a JSON Merge Patch (RFC
 * 7396). A {@code test} compares numbers with all their digits: 1 is not 1.0. Nothing that it says quotes an intent; it
 * may name the paths of the patch. Safe for use by many threads.
 *
 * <p>{@code RATIONALE.md}, "Why patches go through Jakarta JSON Processing", has the reasons for the library.
 */
public final class Patch {

    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");
    private static final JsonReaderFactory JSON =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final List<Step> steps;
    private final Path folder;

    /** One change to the whole of an intent. */
    private record Step(String name, Change change) {}

    private interface Change {
        JsonValue of(JsonObject intent);
    }

    private Patch(List<Step> steps, Path folder) {
        this.steps = List.copyOf(steps);
        this.folder = folder;
    }

    /** What a text came to. */
    public sealed interface Parsed {

        /** A patch. */
        record Understood(Patch patch) implements Parsed {}

        /** Why it is none. */
        record Refused(String why) implements Parsed {}
    }

    /** What it made of an intent. */
    public sealed interface Applied {

        /** The intent's new JSON form; whether it still is an intent is for others to say. */
        record Changed(byte[] json) implements Applied {}

        /** Why it does not fit. */
        record Unfit(String why) implements Applied {}
    }

    /**
     * Reads a patch.
     *
     * @param folder where relative {@code file:} references that it adds start from
     */
    public static Parsed parse(byte[] text, Path folder) {
        JsonStructure read;
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8);
                JsonParser whole = PARSERS.createParser(new ByteArrayInputStream(text), StandardCharsets.UTF_8)) {
            read = reader.read();
            // a reader stops behind the first value, a parser objects to what follows it
            while (whole.hasNext()) {
                var _ = whole.next();
            }
        } catch (JsonException | NoSuchElementException _) {
            // its message would quote the text, which may hold a person's data
            return new Parsed.Refused("is not one JSON array or object, each of whose names stands once");
        }
        return read instanceof JsonArray operations
                ? operations(operations, folder)
                : merge(read.asJsonObject(), folder);
    }

    private static Parsed merge(JsonObject object, Path folder) {
        JsonMergePatch patch = Json.createMergePatch(object);
        return new Parsed.Understood(new Patch(List.of(new Step("the merge patch", patch::apply)), folder));
    }

    private static Parsed operations(JsonArray operations, Path folder) {
        List<Step> steps = new ArrayList<>();
        for (JsonValue value : operations) {
            String name = "operation " + (steps.size() + 1);
            if (!(value instanceof JsonObject operation) || !isOperation(operation)) {
                return new Parsed.Refused(name
                        + " is none of RFC 6902: an op (add, remove, replace, move, copy, test), a path that is empty or"
                        + " begins with a slash, and the value or from that the op needs");
            }
            // one at a time, so that the one that does not fit can be named
            var single =
                    Json.createPatch(Json.createArrayBuilder().add(operation).build());
            steps.add(new Step(
                    name + ", " + operation.getString("op") + " " + operation.getString("path") + ",", single::apply));
        }
        return steps.isEmpty()
                ? new Parsed.Refused("has no operation")
                : new Parsed.Understood(new Patch(steps, folder));
    }

    private static boolean isOperation(JsonObject operation) {
        String op = operation.get("op") instanceof JsonString text ? text.getString() : "";
        return isPointer(operation.get("path"))
                && (op.equals("remove")
                        || (WITH_VALUE.contains(op) && operation.containsKey("value"))
                        || (WITH_FROM.contains(op) && isPointer(operation.get("from"))));
    }

    private static boolean isPointer(@Nullable JsonValue value) {
        return value instanceof JsonString text
                && (text.getString().isEmpty() || text.getString().startsWith("/"));
    }

    /** Where relative file references start from. */
    Path folder() {
        return folder;
    }

    /** Applies it to an intent in its JSON form. */
    public Applied apply(byte[] intent) {
        JsonObject current;
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(intent), StandardCharsets.UTF_8)) {
            current = reader.readObject();
        }
        for (Step step : steps) {
            try {
                if (!(step.change.of(current) instanceof JsonObject changed)) {
                    return new Applied.Unfit(step.name + " leaves no intent");
                }
                current = changed;
            } catch (JsonException | IndexOutOfBoundsException | ClassCastException _) {
                return new Applied.Unfit(step.name + " does not fit: what it names is not there, or not like that");
            }
        }
        return new Applied.Changed(current.toString().getBytes(StandardCharsets.UTF_8));
    }
}
