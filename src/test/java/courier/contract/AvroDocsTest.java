package courier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the files themselves, so that nothing which a parser forgives or a list forgets goes undocumented. */
class AvroDocsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldDocumentEveryFieldAndEveryType() throws IOException {
        List<String> missing = new ArrayList<>();
        int[] seen = {0};
        try (Stream<Path> files = Files.walk(History.AVRO)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".avsc"))
                    .filter(path -> !path.startsWith(History.AVRO.resolve("history")))
                    .toList()) {
                seen[0] +=
                        check(JSON.readTree(file.toFile()), file.getFileName().toString(), missing);
            }
        }
        assertThat(missing).as("fields and types without a doc").isEmpty();
        assertThat(seen[0]).as("fields and types looked at").isGreaterThan(150);
    }

    @Test
    void shouldNoticeAMissingOrEmptyDoc() throws IOException {
        List<String> missing = new ArrayList<>();
        JsonNode json = JSON.readTree("""
                {"type":"record","name":"R","doc":"R.","fields":[
                  {"name":"a","type":"int"},
                  {"name":"b","type":"int","doc":" "},
                  {"name":"c","doc":"C.","type":["null",{"type":"array","items":
                    {"type":"record","name":"Inner","fields":[{"name":"d","type":"int","doc":"D."}]}}]}]}""");

        int seen = check(json, "R", missing);

        assertThat(missing).containsExactly("R.a", "R.b", "R.c: Inner");
        assertThat(seen).isEqualTo(6);
    }

    /** Returns how many it looked at. */
    private static int check(JsonNode type, String where, List<String> missing) {
        int seen = 0;
        if (type.isArray()) {
            for (JsonNode branch : type) {
                seen += check(branch, where, missing);
            }
        } else if (type.isObject()) {
            if (type.has("name")) {
                seen += documented(
                        type,
                        where
                                + (where.equals(type.path("name").asText())
                                        ? ""
                                        : ": " + type.path("name").asText()),
                        missing);
            }
            for (JsonNode field : type.path("fields")) {
                String at = where + "." + field.path("name").asText();
                seen += documented(field, at, missing) + check(field.path("type"), at, missing);
            }
            for (String part : List.of("type", "items", "values")) {
                seen += check(type.path(part), where, missing);
            }
        }
        return seen;
    }

    private static int documented(JsonNode node, String where, List<String> missing) {
        if (node.path("doc").asText().isBlank()) {
            missing.add(where);
        }
        return 1;
    }
}
