package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds JSON to the schemas in {@code docs}. */
public final class Documented {

    private Documented() {}

    static void as(String schema, Reply reply) throws IOException {
        as(schema, reply.body());
    }

    /** The JSON is what the schema says. */
    public static void as(String schema, byte[] json) throws IOException {
        String text = Files.readString(Path.of("docs", schema));
        Schema rules = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        assertThat(rules.validate(new JsonMapper().readTree(json))).as(schema).isEmpty();
    }
}
