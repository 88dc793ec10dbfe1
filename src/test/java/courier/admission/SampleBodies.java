package courier.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bodies of applications to break one rule at a time in. */
final class SampleBodies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleBodies() {}

    /** With something at every place that a rule looks at. */
    static ObjectNode good() {
        return (ObjectNode) json("""
                {"candidate": {"first_name": "Ada", "last_name": "Löw", "email_address": "ada@example.com",
                  "additional_email_addresses": [{"type": "WORK", "email_address": "a@example.com"}],
                  "location": {"country": "DE"}, "gender": "FEMALE", "availability_date": "2026-01-31",
                  "salary_expectations": {"period": "YEAR", "amount": 5}},
                 "attachments": [
                  {"name": "cv.pdf", "type": "CV", "content_type": "application/pdf", "data": "QQ=="},
                  {"name": "x", "type": "OTHER", "blob": {"uri": "s3://b/k", "size_bytes": 1}}],
                 "remote_fields": {"avature": {"workflow": {"step": {"id": 1}}}, "greenhouse": {"post_headers": {}}},
                 "screening_question_answers": [{"question_id": "q", "answer": "a"},
                  {"question_id": "r", "answer": {"name": "f.txt", "data_url": "https://x.example/f"}}]}""");
    }

    static ObjectNode withInline(int attachment, int answer) {
        ObjectNode application = good();
        replace(application, "/attachments/0/data", JSON.getNodeFactory().textNode(base64(attachment)));
        replace(application, "/screening_question_answers/1/answer/data_url", null);
        replace(application, "/screening_question_answers/1/answer/content_type", json("\"text/plain\""));
        replace(
                application,
                "/screening_question_answers/1/answer/data",
                JSON.getNodeFactory().textNode(base64(answer)));
        return application;
    }

    static ObjectNode withBlobs(long... sizes) {
        ObjectNode application = good();
        ArrayNode attachments = application.putArray("attachments");
        for (long size : sizes) {
            ObjectNode attachment = attachments.addObject().put("name", "a.pdf").put("type", "OTHER");
            attachment
                    .putObject("blob")
                    .put("uri", "https://files.example.com/a.pdf")
                    .put("size_bytes", size);
        }
        return application;
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    /** Puts a value at a place, or removes what is there. */
    static void replace(ObjectNode application, String place, @Nullable JsonNode value) {
        int end = place.lastIndexOf('/');
        ObjectNode holder = (ObjectNode) application.at(place.substring(0, end));
        if (value == null) {
            holder.remove(place.substring(end + 1));
        } else {
            holder.set(place.substring(end + 1), value);
        }
    }

    static JsonNode json(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
