package courier.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class IntentMappingTest {

    private static final Schema REQUEST = requestSchema();

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void shouldLoseNothingOnTheWayFromJsonThroughAvroToJson(@ForAll("envelopes") ObjectNode envelope) {
        // Given
        JsonNode given = RoundTrips.exact(envelope.toString());

        // When
        JsonNode arrived = RoundTrips.throughEverything(envelope);

        // Then
        assertThat(arrived).isEqualTo(given);
        assertThat(REQUEST.validate(withStandIns(arrived.path("application")))).isEmpty();
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void shouldGiveTheSameIntentAndDigestBeforeAndAfterAvro(@ForAll("envelopes") ObjectNode envelope) {
        Intent parsed = RoundTrips.parsed(envelope);

        Intent arrived = RoundTrips.throughAvro(parsed);

        assertThat(arrived).isEqualTo(parsed);
        assertThat(Digest.of(arrived)).isEqualTo(Digest.of(parsed));
    }

    @Provide
    Arbitrary<ObjectNode> envelopes() {
        return Arbitraries.randomValue(random -> {
            ObjectNode envelope = RoundTrips.envelope(SampleApplications.any(random));
            if (random.nextBoolean()) {
                envelope.put("generation", 1 + random.nextInt(9));
                envelope.put("replaces", "r-" + random.nextInt());
                envelope.put("expires_at", "2026-11-22T01:02:03." + (100 + random.nextInt(899)) + "Z");
                envelope.put("resubmit_unknown", true);
            }
            return envelope;
        });
    }

    @Test
    void shouldKnowTheRemoteFieldsOfAllAtss() {
        assertThat(SchemaPaths.all())
                .filteredOn(path -> path.matches("/remote_fields/[^/]+"))
                .hasSize(24);
    }

    private static JsonNode withStandIns(JsonNode application) {
        JsonNode body = application.deepCopy();
        body.findParents("blob").forEach(holder -> {
            ObjectNode file = (ObjectNode) holder;
            file.set("data", JsonNodeFactory.instance.textNode("QQ=="));
            file.remove("blob");
        });
        return body;
    }

    private static Schema requestSchema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Objects.requireNonNull(
                        IntentMappingTest.class.getResourceAsStream("/kombo/request.schema.json")));
    }
}
