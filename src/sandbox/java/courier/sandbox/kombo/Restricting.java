package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /ats/actions/ats_create_application}: what an integration's ATS takes of attachments. Nothing is known of
 * those that were not told of. It is only said, never enforced: whoever heeds it is seen in the journal. Safe for use
 * by many threads.
 */
public final class Restricting {
    private final Map<String, JsonNode> restrictions = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Gatekeeper gatekeeper;
    private final Answers answers;

    Restricting(Gatekeeper gatekeeper, Answers answers) {
        this.gatekeeper = gatekeeper;
        this.answers = answers;
    }

    /** Sets what is said of an integration: any JSON, as the value of {@code attachment_restrictions}. */
    public void of(String integration, JsonNode attachmentRestrictions) {
        restrictions.put(integration, attachmentRestrictions);
    }

    /** How often anybody has asked. */
    public int asked() {
        return asked.get();
    }

    void serve(Exchange exchange) {
        asked.incrementAndGet();
        Answer refusal = gatekeeper.refusal(exchange);
        boolean _ = exchange.send(refusal == null ? told(restrictions.get(Gatekeeper.integration(exchange))) : refusal);
    }

    private Answer told(@Nullable JsonNode known) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("status", "success");
        ObjectNode data = body.putObject("data");
        data.set("attachment_restrictions", known == null ? data.nullNode() : known);
        return answers.ok(body);
    }
}
