package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Kombo's published schemas. Formats are remarks, as Kombo's own examples treat them. Safe for use by many threads. */
final class Contract {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(false)
                    .build()));

    private final AtomicLong requests = new AtomicLong();
    private volatile int every = 1;

    private final Schema request = load("request");
    private final Schema response = load("response");
    private final Schema error = load("error");

    /** From now on checks one request in so many, for a measurement that is not of these checks. */
    void checkOneIn(int requestsPerCheck) {
        every = requestsPerCheck;
    }

    /** What a request body breaks, by place and rule, without its values; empty if it is valid, or not checked. */
    List<String> problemsOfRequest(JsonNode body) {
        return requests.getAndIncrement() % every == 0 ? problems(request, body) : List.of();
    }

    /** What a success breaks; empty if it is valid. */
    List<String> problemsOfResponse(JsonNode body) {
        return problems(response, body);
    }

    /** What an error breaks; empty if it is valid. */
    List<String> problemsOfError(JsonNode body) {
        return problems(error, body);
    }

    private static List<String> problems(Schema schema, JsonNode body) {
        return schema.validate(body).stream()
                .map(problem -> problem.getInstanceLocation() + " breaks " + problem.getKeyword()
                        + (problem.getProperty() == null ? "" : " (" + problem.getProperty() + ")"))
                .distinct()
                .toList();
    }

    private static Schema load(String name) {
        String path = "/kombo/" + name + ".schema.json";
        try (InputStream in = Contract.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return SCHEMAS.getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
