package courier.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.SampleApplications;
import courier.intent.Violation;
import courier.testing.TestSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of Kombo's request schema, wherever it stands there, broken by itself. */
class SchemaRulesTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Admission ADMISSION =
            new Admission(TestSettings.of(Map.of()).attachments());

    /**
     * A rule, and how it is broken.
     *
     * @param path as in {@code SchemaPaths}
     * @param value put there; null to take away what is there
     */
    record Broken(String path, String rule, @Nullable JsonNode value) {
        @Override
        public String toString() {
            return path + " " + rule;
        }
    }

    static Stream<Broken> rules() throws IOException {
        List<Broken> rules = new ArrayList<>();
        collect(
                new ObjectMapper()
                        .readTree(Objects.requireNonNull(
                                SchemaRulesTest.class.getResourceAsStream("/kombo/request.schema.json"))),
                "",
                rules);
        return rules.stream();
    }

    private static void collect(JsonNode schema, String at, List<Broken> rules) {
        if (!at.isEmpty()) {
            collectValues(schema, at, rules);
        }
        schema.path("required").forEach(name -> rules.add(new Broken(at + "/" + name.asText(), "required", null)));
        schema.path("properties")
                .properties()
                .forEach(property -> collect(property.getValue(), at + "/" + property.getKey(), rules));
        if (schema.has("items")) {
            collect(schema.path("items"), at + "/*", rules);
        }
        schema.path("allOf").forEach(part -> collect(part, at, rules));
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            collect(schema.path("anyOf").path(i), at + "?" + i, rules);
        }
    }

    private static void collectValues(JsonNode schema, String at, List<Broken> rules) {
        boolean alternative = at.matches(".*\\?\\d+");
        if (schema.has("type") && !alternative) {
            rules.add(new Broken(at, "type", wrong(schema.path("type").toString())));
        }
        if (schema.has("enum")) {
            rules.add(new Broken(at, "enum", TextNode.valueOf("planted")));
        }
        // a text that is no date is a text, which is allowed as an answer
        if (schema.has("pattern") && !alternative) {
            rules.add(new Broken(at, "pattern", TextNode.valueOf("planted !")));
        }
        if (schema.has("minimum")) {
            rules.add(new Broken(at, "minimum", DecimalNode.valueOf(new BigDecimal("-1.8E308"))));
        }
    }

    /** A value of none of the types, which are given as in the schema. */
    private static JsonNode wrong(String types) {
        return types.contains("string")
                ? types.contains("number") ? NODES.objectNode() : LongNode.valueOf(17)
                : TextNode.valueOf("planted");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldNameTheFieldAndTheRuleAndTheFix(Broken broken) {
        // Given
        ObjectNode application = SampleApplications.with(broken.path(), new Random(broken.hashCode()));
        assertThat(check(application)).isEmpty();

        // When
        String pointer = broken.path().replaceAll("\\?\\d+", "").replace("*", "0");
        put(application, pointer, broken.value());
        List<Violation> violations = check(application);

        // Then
        String place = "/application" + pointer;
        String rule = broken.rule();
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.pointer()).isEqualTo(place);
            assertThat(violation.rule()).isEqualTo(rule);
        });
        assertThat(violations).allSatisfy(violation -> {
            assertThat(violation.pointer()).startsWith(place);
            assertThat(violation.message())
                    .matches("(must|is required).{5,}")
                    .doesNotContain("planted", "must keep the rule");
        });
    }

    @Test
    void shouldTellAllAtOnce() {
        ObjectNode application = SampleApplications.with("/candidate", new Random(1));
        application.put("stage_id", 1);
        ObjectNode candidate = application.withObject("/candidate");
        candidate.put("gender", "planted").put("availability_date", "tomorrow").remove("last_name");
        candidate.putObject("location").put("country", "Germany");
        application.putArray("attachments").addObject().put("type", "CV").put("data", "QQ==");

        assertThat(check(application))
                .extracting(violation -> violation.pointer().replace("/application", "") + " " + violation.rule())
                .containsExactly(
                        "/attachments/0/content_type required",
                        "/attachments/0/name required",
                        "/candidate/availability_date pattern",
                        "/candidate/gender enum",
                        "/candidate/last_name required",
                        "/candidate/location/country pattern",
                        "/stage_id type");
    }

    private static void put(ObjectNode application, String pointer, @Nullable JsonNode value) {
        int end = pointer.lastIndexOf('/');
        String name = pointer.substring(end + 1);
        JsonNode holder = end == 0 ? application : application.at(pointer.substring(0, end));
        if (holder instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value == null ? NODES.nullNode() : value);
        } else if (value == null) {
            ((ObjectNode) holder).remove(name);
        } else {
            ((ObjectNode) holder).set(name, value);
        }
    }

    private static List<Violation> check(ObjectNode application) {
        Intent intent = new Intent(new Identity("workday:abc", "i-1", 0), "job-1", null, null, false, application);
        return ADMISSION.check(intent, "job-1".getBytes(StandardCharsets.UTF_8));
    }
}
