package courier.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.ApplicationDeadLetter;
import courier.avro.Attempt;
import courier.avro.Header;
import courier.avro.SourcePosition;
import courier.avro.Violation;
import courier.intent.IntentAvro;
import courier.intent.IntentJson;
import courier.replay.Bytes;
import courier.replay.Found.Letter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as JSON, in the names of its schema.
 *
 * <p>What is about a person is left out unless it is asked for: the intent, the raw bytes, the values of headers, and
 * the texts of the stage {@code submission}, which may quote an answer. Texts of the other stages are Courier's own,
 * and so are those of violations, which never quote a value.
 */
final class LetterJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUOTING_STAGE = "submission";

    private final ObjectNode node = JSON.createObjectNode();
    private final List<String> withheld = new ArrayList<>();
    private final Disclosure disclosure;

    private LetterJson(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** In one line. */
    static String line(Letter letter, Disclosure disclosure) {
        return node(letter, disclosure).toString();
    }

    /** For people. */
    static String pretty(Letter letter, Disclosure disclosure) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(letter, disclosure));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode node(Letter letter, Disclosure disclosure) {
        LetterJson json = new LetterJson(disclosure);
        json.identity(letter);
        json.reason(letter.content());
        json.asked(letter.content());
        if (!json.withheld.isEmpty()) {
            ArrayNode names = json.node.putArray("withheld");
            json.withheld.forEach(names::add);
        }
        return json.node;
    }

    private void identity(Letter letter) {
        ApplicationDeadLetter content = letter.content();
        node.put("position", letter.position().toString());
        node.put("integration_id", content.getIntegrationId());
        node.put("intent_id", content.getIntentId());
        node.put("generation", content.getGeneration());
        node.put("job_id", content.getJobId());
        SourcePosition source = content.getSource();
        node.putObject("source")
                .put("topic", source.getTopic())
                .put("partition", source.getPartition())
                .put("offset", source.getOffset())
                .put("timestamp", Instant.ofEpochMilli(source.getTimestamp()).toString());
        node.put("admitted_at", text(content.getAdmittedAt()));
        node.put("dead_lettered_at", text(content.getDeadLetteredAt()));
    }

    private void reason(ApplicationDeadLetter content) {
        node.put("stage", content.getStage());
        node.put("code", content.getCode());
        boolean mayQuote = content.getStage().equals(QUOTING_STAGE);
        put("title", content.getTitle() != null, mayQuote, name -> node.put(name, content.getTitle()));
        put("message", true, mayQuote, name -> node.put(name, content.getMessage()));
        ArrayNode violations = node.putArray("violations");
        for (Violation violation : content.getViolations()) {
            violations
                    .addObject()
                    .put("pointer", violation.getPointer())
                    .put("rule", violation.getRule())
                    .put("message", violation.getMessage());
        }
        node.put("http_status", content.getHttpStatus());
        node.put("log_url", content.getLogUrl());
        node.put("in_doubt", content.getInDoubt());
        node.put("action", content.getAction());
        ArrayNode attempts = node.putArray("attempts");
        content.getAttempts().forEach(attempt -> attempts.add(attempt(attempt)));
        node.put("request_digest", content.getRequestDigest());
        if (content.getPart() != null) {
            node.put("parts", content.getPart().getParts());
        }
    }

    private static ObjectNode attempt(Attempt attempt) {
        return JSON.createObjectNode()
                .put("number", attempt.getNumber())
                .put("nonce", attempt.getNonce())
                .put("dispatched_at", time(attempt.getDispatchedAt()))
                .put("started_at", time(attempt.getStartedAt()))
                .put("ended_at", time(attempt.getEndedAt()))
                .put("verdict", attempt.getVerdict())
                .put("code", attempt.getCode())
                .put("http_status", attempt.getHttpStatus())
                .put("delivery", attempt.getDelivery());
    }

    private void asked(ApplicationDeadLetter content) {
        put("headers", !content.getHeaders().isEmpty(), true, name -> {
            ArrayNode headers = node.putArray(name);
            for (Header header : content.getHeaders()) {
                headers.addObject().put("key", header.getKey()).put("value", Bytes.of(header.getValue()));
            }
        });
        put("intent", content.getIntent() != null, true, name -> node.set(name, intent(content)));
        put("raw_key", content.getRawKey() != null, true, name -> node.put(name, Bytes.of(content.getRawKey())));
        put("raw_value", content.getRawValue() != null, true, name -> node.put(name, Bytes.of(content.getRawValue())));
    }

    private static JsonNode intent(ApplicationDeadLetter content) {
        try {
            return JSON.readTree(IntentJson.write(IntentAvro.fromAvro(content.getIntent())));
        } catch (IOException e) {
            throw new IllegalStateException("what was written as JSON cannot be read", e);
        }
    }

    private void put(String name, boolean there, boolean personal, Consumer<String> put) {
        if (!there) {
            return;
        }
        if (personal && disclosure == Disclosure.WITHHELD) {
            withheld.add(name);
        } else {
            put.accept(name);
        }
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
