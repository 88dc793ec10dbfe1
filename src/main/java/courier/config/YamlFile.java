package courier.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import courier.config.Loading.Problem;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings' file. The library that flattens it takes the last of two sections of one name and nothing at all from a
 * file that is a list, both without a word; so the shape is looked at first.
 */
final class YamlFile {

    private static final ObjectMapper SHAPE = new ObjectMapper(YAMLFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /** The file's settings by name, or why there are none. */
    sealed interface Content {
        record Names(Map<String, String> values) implements Content {}

        record Unreadable(Problem problem) implements Content {}
    }

    private YamlFile() {}

    static Content read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            return unreadable(
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "name a file of UTF-8 text that this user may read");
        }
        Problem problem = shapeProblem(file, text);
        return problem == null ? new Content.Names(flatten(file, text)) : new Content.Unreadable(problem);
    }

    private static @Nullable Problem shapeProblem(Path file, String text) {
        try (JsonParser parser = SHAPE.createParser(text)) {
            JsonNode root = SHAPE.readTree(parser);
            boolean empty = root == null || root.isMissingNode() || root.isNull();
            return empty || root.isObject()
                    ? null
                    : problem(file, "must hold sections with keys", "write 'section:' and below it 'key: value'");
        } catch (JsonProcessingException e) {
            return problem(file, "is no YAML: " + where(e), "correct that line; a name may stand once in a section");
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    /** The parser's own message quotes the line, and with it perhaps a secret: only the place is told. */
    private static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place =
                location == null ? "" : " in line " + location.getLineNr() + ", column " + location.getColumnNr();
        String message = e.getOriginalMessage();
        return (message.startsWith("Duplicate field") ? "a name is written twice" : "a mistake") + place;
    }

    private static Map<String, String> flatten(Path file, String text) {
        Map<String, String> values = new HashMap<>();
        new YamlConfigSource(file.toString(), text)
                .getProperties()
                .forEach((name, value) -> values.put(name.replace("\"", ""), value));
        return values;
    }

    private static Content unreadable(Path file, String rule, String fix) {
        return new Content.Unreadable(problem(file, rule, fix));
    }

    private static Problem problem(Path file, String rule, String fix) {
        return new Problem(file.toString(), null, null, rule, fix);
    }
}
