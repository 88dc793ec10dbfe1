package courier.submission.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.restriction.Restrictions.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Kombo says of an integration's attachments. Takes what it understands; whatever is missing, new or of
 * another form restricts nothing, for to refuse an application by mistake is worse than to let the ATS refuse it.
 */
final class RestrictionsAnswer {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<String> KINDS = Set.of("CV", "COVER_LETTER", "OTHER");

    /** Any more, and it is not a content type but a mistake. */
    private static final int TYPE_CHARS = 200;

    private RestrictionsAnswer() {}

    /** Empty if it is no success in Kombo's form. */
    static Optional<Restrictions> read(Response response) throws IOException {
        if (!response.isSuccessful()) {
            return Optional.empty();
        }
        byte[] body = response.body().byteStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            return Optional.empty();
        }
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("status").asText().equals("success")
                || !answer.path("data").isObject()) {
            return Optional.empty();
        }
        return Optional.of(of(answer.path("data").path("attachment_restrictions")));
    }

    private static Restrictions of(JsonNode restrictions) {
        Map<String, Kind> kinds = new HashMap<>();
        for (String name : KINDS) {
            JsonNode kind = restrictions.path("types").path(name);
            if (kind.isObject()) {
                kinds.put(name, kind(kind));
            }
        }
        return new Restrictions(number(restrictions.path("total_size_bytes")), kinds);
    }

    private static Kind kind(JsonNode kind) {
        return new Kind(
                kind.path("is_supported").asBoolean(true),
                number(kind.path("min_amount")),
                number(kind.path("max_amount")),
                number(kind.path("max_file_size_bytes")),
                types(kind.path("accepted_mime_types")));
    }

    private static @Nullable Long number(JsonNode node) {
        return node.isNumber() && node.doubleValue() >= 0 && node.canConvertToLong() ? node.longValue() : null;
    }

    /**
     * Null too for a list that holds something else, such as file extensions: it may mean what we do not understand.
     */
    private static @Nullable List<String> types(JsonNode node) {
        List<String> types = new ArrayList<>();
        for (JsonNode item : node) {
            String type = item.asText();
            if (!item.isTextual() || type.indexOf('/') < 1 || type.length() > TYPE_CHARS) {
                return null;
            }
            types.add(type);
        }
        return types.isEmpty() ? null : types;
    }
}
