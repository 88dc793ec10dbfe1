package courier.submission.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings.AttachmentMode;
import courier.config.Settings.MissingAttachment;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.restriction.Restrictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Prepares applications with files in a store, as a test sets it up. */
final class PackingBench {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeStore store = new FakeStore();
    private AttachmentMode mode = AttachmentMode.INLINE;
    private MissingAttachment missing = MissingAttachment.DEAD_LETTER;
    private Restrictions restrictions = Restrictions.NONE;
    private long fileMax = 10_000_000;
    private long totalMax = 10_000_000;

    FakeStore store() {
        return store;
    }

    void mode(AttachmentMode chosen) {
        mode = chosen;
    }

    void missing(MissingAttachment chosen) {
        missing = chosen;
    }

    void restrictions(Restrictions known) {
        restrictions = known;
    }

    void fileMax(long bytes) {
        fileMax = bytes;
    }

    void totalMax(long bytes) {
        totalMax = bytes;
    }

    Preparation prepare(ObjectNode application) {
        return Packings.of(Map.of("mem", store), Packings.limits(fileMax, totalMax), mode, missing, _ -> restrictions)
                .prepare(Packings.INTEGRATION, application);
    }

    PreparedApplication ready(ObjectNode application) {
        Preparation preparation = prepare(application);
        assertThat(preparation).isInstanceOf(Ready.class);
        return ((Ready) preparation).application();
    }

    JsonNode skeleton(ObjectNode application) throws IOException {
        try (PreparedApplication prepared = ready(application)) {
            return JSON.readTree(prepared.text());
        }
    }

    JsonNode sent(String application) throws IOException {
        return sent((ObjectNode) JSON.readTree(application));
    }

    /** The body with its files in it. */
    JsonNode sent(ObjectNode application) throws IOException {
        try (PreparedApplication prepared = ready(application)) {
            StringBuilder body = new StringBuilder();
            int from = 0;
            for (PreparedApplication.Insert insert : prepared.inserts()) {
                body.append(text(prepared, from, insert.position()))
                        .append(base64(insert.blob().stream().readAllBytes()));
                from = insert.position();
            }
            return JSON.readTree(
                    body.append(text(prepared, from, prepared.text().length)).toString());
        }
    }

    static String text(PreparedApplication prepared) {
        return text(prepared, 0, prepared.text().length);
    }

    static String text(PreparedApplication prepared, int from, int to) {
        return new String(prepared.text(), from, to - from, StandardCharsets.UTF_8);
    }

    static ObjectNode cv(String name) {
        ObjectNode application = JSON.createObjectNode();
        application
                .putArray("attachments")
                .addObject()
                .put("name", "cv")
                .put("type", "CV")
                .putObject("blob")
                .put("uri", "mem:" + name);
        return application;
    }

    static ObjectNode withInline(ObjectNode application, byte[] content) {
        application
                .withArray("attachments")
                .addObject()
                .put("name", "x")
                .put("type", "OTHER")
                .put("content_type", "application/octet-stream")
                .put("data", base64(content));
        return application;
    }

    static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
