package courier.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import courier.intent.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kombo's request schema, applied to the body as it would be sent. {@code format} is a remark there, not a rule:
 * Kombo's own dates are no {@code date-time}. Safe for use by many threads.
 */
final class RequestSchema {

    private static final String RESOURCE = "/kombo/request.schema.json";
    private static final Pattern ANSWER = Pattern.compile("/screening_question_answers/\\d+/answer");

    /** The rules that an answer of one kind or another can break, other than by being of none. */
    private static final Set<String> OF_A_KIND = Set.of("required", "minimum");

    private final Schema schema;

    private RequestSchema(Schema schema) {
        this.schema = schema;
    }

    static RequestSchema load() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(false).build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        try (InputStream resource = RequestSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing on the class path");
            }
            Schema schema = registry.getSchema(resource);
            schema.initializeValidators();
            return new RequestSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(ObjectNode application, List<Violation> found) {
        ObjectNode body = asSent(application);
        for (Error error : schema.validate(body)) {
            if (!isOfAnotherAlternative(error, body)) {
                found.add(violation(error, body));
            }
        }
    }

    /** An answer that is a file, a list or a number is measured by that, and not told that it is no text. */
    private static boolean isOfAnotherAlternative(Error error, ObjectNode body) {
        String location = error.getInstanceLocation().toString();
        return ANSWER.matcher(location).matches()
                && hasKind(body.at(location))
                && !OF_A_KIND.contains(error.getKeyword());
    }

    private static boolean hasKind(JsonNode answer) {
        return answer.isContainerNode() || answer.isNumber();
    }

    private static Violation violation(Error error, ObjectNode body) {
        String location = error.getInstanceLocation().toString();
        if (ANSWER.matcher(location).matches() && !hasKind(body.at(location))) {
            // the alternatives each complain; together they say one thing
            return new Violation(
                    "/application" + location,
                    "anyOf",
                    "must be a text, true or false, a number, a list of option ids, or a file with a name");
        }
        if (location.equals("/remote_fields") && error.getKeyword().equals("type")) {
            return new Violation(
                    "/application/remote_fields",
                    "type",
                    "must be one JSON object with one object per ATS, no key twice, nested at most 500 deep");
        }
        String property = error.getKeyword().equals("required") ? "/" + error.getProperty() : "";
        return new Violation("/application" + location + property, error.getKeyword(), Expectation.of(error));
    }

    /** The body with something in place of what is only known, or only sayable, at the call. */
    private static ObjectNode asSent(ObjectNode application) {
        ObjectNode body = application.objectNode().setAll(application);
        if (body.path("attachments") instanceof ArrayNode attachments) {
            ArrayNode sent = body.putArray("attachments");
            attachments.forEach(attachment -> sent.add(file(attachment)));
        }
        if (body.path("screening_question_answers") instanceof ArrayNode answers) {
            ArrayNode sent = body.putArray("screening_question_answers");
            answers.forEach(answer -> sent.add(withSayable(answer, "answer")));
        }
        if (body.path("candidate") instanceof ObjectNode candidate && candidate.has("salary_expectations")) {
            ObjectNode sent = body.putObject("candidate").setAll(candidate);
            sent.set("salary_expectations", withSayable(candidate.path("salary_expectations"), "amount"));
        }
        return body;
    }

    private static JsonNode file(JsonNode file) {
        if (!(file instanceof ObjectNode object) || !object.has("blob")) {
            return file;
        }
        ObjectNode sent = object.objectNode().setAll(object);
        sent.remove("blob");
        return sent.put("data", "");
    }

    /** Doubles that JSON has no word for are told by {@link ValueRules}; the validator would fail on them. */
    private static JsonNode withSayable(JsonNode holder, String name) {
        JsonNode value = holder.path(name);
        JsonNode sayable = ValueRules.isFinite(value) ? file(value) : LongNode.valueOf(0);
        if (sayable.equals(value) || !(holder instanceof ObjectNode object)) {
            return holder;
        }
        ObjectNode sent = object.objectNode().setAll(object);
        return sent.set(name, sayable);
    }
}
