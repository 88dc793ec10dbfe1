package courier.submission.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.submission.attachment.BlobReference;
import courier.submission.attachment.label.FileName;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The files behind the blobs of sample applications: what a store has of each, and what is sent of it. */
final class SampleFiles {

    static final String TYPE_IN_STORE = "application/x-from-store";

    private SampleFiles() {}

    /** The file of a URI, of any length up to several buffers. */
    static byte[] content(String uri) {
        Random random = new Random(uri.hashCode());
        byte[] content = new byte[random.nextInt(3 * BlobCopy.BUFFER_BYTES)];
        random.nextBytes(content);
        return content;
    }

    /** The application with the size and digest that its files really have, wherever it states any. */
    static ObjectNode stated(ObjectNode application) {
        ObjectNode stated = application.deepCopy();
        for (ObjectNode file : files(stated)) {
            if (file.path("blob") instanceof ObjectNode blob) {
                byte[] content = content(blob.path("uri").asText());
                if (blob.has("size_bytes")) {
                    blob.put("size_bytes", content.length);
                }
                if (blob.has("sha256")) {
                    blob.put("sha256", sha256(content));
                }
            }
        }
        return stated;
    }

    /** The body that Kombo should get: each blob replaced by its file, and each file under a good name. */
    static ObjectNode withBytes(ObjectNode application) {
        ObjectNode body = application.deepCopy();
        for (ObjectNode file : files(body)) {
            if (file.remove("blob") instanceof ObjectNode blob) {
                if (!file.has("content_type")) {
                    file.put("content_type", blob.path("content_type").asText(TYPE_IN_STORE));
                }
                file.put(
                        "data",
                        Base64.getEncoder()
                                .encodeToString(content(blob.path("uri").asText())));
            }
            String type = file.has("content_type") ? file.path("content_type").asText() : null;
            file.put("name", FileName.of(file.path("name").asText(), type, null));
        }
        return body;
    }

    /** What the stores should be asked for. */
    static List<BlobReference> references(ObjectNode application) {
        List<BlobReference> references = new ArrayList<>();
        for (ObjectNode file : files(application)) {
            if (file.path("blob") instanceof ObjectNode blob) {
                references.add(new BlobReference(
                        URI.create(blob.path("uri").asText()),
                        blob.has("size_bytes") ? blob.path("size_bytes").longValue() : null,
                        text(blob, "sha256"),
                        text(blob, "content_type")));
            }
        }
        return references;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asText() : null;
    }

    private static List<ObjectNode> files(ObjectNode application) {
        List<ObjectNode> files = new ArrayList<>();
        for (JsonNode attachment : application.path("attachments")) {
            files.add((ObjectNode) attachment);
        }
        for (JsonNode answered : application.path("screening_question_answers")) {
            if (answered.path("answer") instanceof ObjectNode file) {
                files.add(file);
            }
        }
        return files;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
