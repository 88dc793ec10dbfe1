package courier.submission.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the files of an application: its attachments, and the answers to screening questions of the kind FILE. */
final class FileFields {
    private FileFields() {}

    /**
     * A file's object with a blob in it.
     *
     * @param where its JSON Pointer within the application
     */
    record Place(String where, ObjectNode file, JsonNode blob) {

        /** Puts Kombo's two fields in the place of the blob, of which nothing stays. */
        void fill(String contentType, Skeleton.Slot data) {
            file.remove("blob");
            file.put("content_type", contentType);
            file.putPOJO("data", data);
        }
    }

    private record Found(String where, ObjectNode file) {}

    static List<Place> blobsOf(ObjectNode application) {
        List<Place> places = new ArrayList<>();
        for (Found found : filesOf(application)) {
            JsonNode blob = found.file().get("blob");
            if (blob != null) {
                places.add(new Place(found.where(), found.file(), blob));
            }
        }
        return places;
    }

    /** The decoded bytes of all files that are given inline. */
    static long inlineBytes(ObjectNode application) {
        long bytes = 0;
        for (Found found : filesOf(application)) {
            JsonNode data = found.file().get("data");
            if (data != null && (data.isTextual() || data.isBinary())) {
                bytes += decodedLength(data.asText());
            }
        }
        return bytes;
    }

    private static long decodedLength(String base64) {
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        return end * 3L / 4;
    }

    private static List<Found> filesOf(ObjectNode application) {
        List<Found> files = new ArrayList<>();
        int index = 0;
        for (JsonNode attachment : application.path("attachments")) {
            add(files, "/attachments/" + index++, attachment);
        }
        index = 0;
        for (JsonNode answered : application.path("screening_question_answers")) {
            add(files, "/screening_question_answers/" + index++ + "/answer", answered.path("answer"));
        }
        return files;
    }

    private static void add(List<Found> files, String where, JsonNode node) {
        if (node instanceof ObjectNode file) {
            files.add(new Found(where, file));
        }
    }

    /** Null for a blob that names no file. */
    static @Nullable BlobReference referenceOf(JsonNode blob) {
        JsonNode uri = blob.get("uri");
        if (uri == null || !uri.isTextual()) {
            return null;
        }
        JsonNode size = blob.path("size_bytes");
        try {
            return new BlobReference(
                    new URI(uri.textValue()),
                    size.isIntegralNumber() ? size.longValue() : null,
                    textOf(blob, "sha256"),
                    textOf(blob, "content_type"));
        } catch (URISyntaxException _) {
            return null;
        }
    }

    static @Nullable String textOf(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
