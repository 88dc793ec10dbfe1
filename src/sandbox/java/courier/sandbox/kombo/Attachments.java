package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files of a request in, as Kombo does while it handles the request: decodes those that it carries, downloads
 * those that it names. Safe for use by many threads.
 */
final class Attachments implements AutoCloseable {
    private final Downloads downloads;

    Attachments(Downloads downloads) {
        this.downloads = downloads;
    }

    /** What came in, and what was wrong; the problems have no values of the request. */
    record Taken(List<Post.Attachment> attachments, List<String> problems) {}

    /** Takes all files of a request that the schema allows: attachments and answers of type FILE. */
    Taken take(JsonNode request) {
        Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
        int index = 0;
        for (JsonNode attachment : request.path("attachments")) {
            take("/attachments/" + index++, attachment, taken);
        }
        index = 0;
        for (JsonNode answer : request.path("screening_question_answers")) {
            String field = "/screening_question_answers/" + index++ + "/answer";
            if (answer.path("answer").isObject()) {
                take(field, answer.get("answer"), taken);
            }
        }
        return taken;
    }

    @Override
    public void close() {
        downloads.close();
    }

    private void take(String field, JsonNode file, Taken taken) {
        boolean inline = file.has("data");
        if (inline == file.has("data_url")) {
            taken.problems().add(field + (inline ? " has both data and data_url" : " has neither data nor data_url"));
            return;
        }
        if (inline && !file.has("content_type")) {
            taken.problems().add(field + " has data without a content_type");
            return;
        }
        byte[] bytes = inline
                ? decode(field, file.get("data").asText(), taken)
                : download(field, file.get("data_url").asText(), taken);
        if (bytes != null) {
            taken.attachments()
                    .add(new Post.Attachment(field, inline ? "data" : "data_url", bytes.length, sha256(bytes)));
        }
    }

    private static byte @Nullable [] decode(String field, String data, Taken taken) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException _) {
            taken.problems().add(field + "/data is not Base64");
            return null;
        }
    }

    private byte @Nullable [] download(String field, String url, Taken taken) {
        return switch (downloads.fetch(url)) {
            case Downloads.Fetched.Content(byte[] bytes) -> bytes;
            case Downloads.Fetched.Nothing(String why) -> {
                taken.problems().add(field + "/data_url " + why);
                yield null;
            }
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
