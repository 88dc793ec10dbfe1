package courier.submission.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the files of an application: its attachments, and the answers to screening questions of the kind FILE. */
final class FileFields {

    private static final String ATTACHMENTS = "attachments";
    private static final String ANSWERS = "screening_question_answers";

    private FileFields() {}

    /**
     * A file's object within the body.
     *
     * @param where its JSON Pointer within the application, as the intent has it
     * @param entry the attachment, or the whole answered question, in the list that it stands in
     */
    record Place(String where, ObjectNode file, JsonNode entry, ObjectNode body, String listName) {

        String name() {
            String name = textOf(file, "name");
            return name == null ? "" : name;
        }

        /** The attachment's type; null for an answer. */
        @Nullable
        String kind() {
            return listName.equals(ATTACHMENTS) ? textOf(file, "type") : null;
        }

        @Nullable
        String contentType() {
            return textOf(file, "content_type");
        }

        void name(String name) {
            file.put("name", name);
        }

        void type(String contentType) {
            file.put("content_type", contentType);
        }

        /** Puts the file itself in the place of whatever stood for it, of which nothing stays. */
        void fill(Skeleton.Slot data) {
            file.remove("blob");
            file.putPOJO("data", data);
        }

        /** Puts an address in the place of the blob. */
        void refer(URI url) {
            file.remove("blob");
            file.put("data_url", url.toString());
        }

        /** Takes the file out, and with it the question that it answers, or the list that is empty then. */
        @SuppressWarnings("ReferenceEquality") // of two files that are alike, one may be there and one not
        void leaveOut() {
            if (body.get(listName) instanceof ArrayNode list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    if (list.get(i) == entry) {
                        list.remove(i);
                    }
                }
                if (list.isEmpty()) {
                    body.remove(listName);
                }
            }
        }
    }

    static List<Place> of(ObjectNode body) {
        List<Place> files = new ArrayList<>();
        int index = 0;
        for (JsonNode attachment : body.path(ATTACHMENTS)) {
            add(files, "/" + ATTACHMENTS + "/" + index++, attachment, attachment, body, ATTACHMENTS);
        }
        index = 0;
        for (JsonNode answered : body.path(ANSWERS)) {
            add(files, "/" + ANSWERS + "/" + index++ + "/answer", answered.path("answer"), answered, body, ANSWERS);
        }
        return files;
    }

    private static void add(
            List<Place> files, String where, JsonNode node, JsonNode entry, ObjectNode body, String listName) {
        if (node instanceof ObjectNode file) {
            files.add(new Place(where, file, entry, body, listName));
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
