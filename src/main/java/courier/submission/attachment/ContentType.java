package courier.submission.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses the content type that Kombo is told, which must be given along with {@code data}. */
final class ContentType {

    /** As good as none to Kombo, and the place where detection from the bytes goes. */
    static final String UNKNOWN = "application/octet-stream";

    /** What Kombo's schema accepts. */
    private static final Pattern ACCEPTED = Pattern.compile("[\\w.-]+/[\\w.-]+");

    private ContentType() {}

    /** The intent's word, on the attachment or else on the blob; else the store's; else {@link #UNKNOWN}. */
    static String choose(JsonNode file, BlobReference reference, BlobStore.Opening.Opened opened) {
        String onFile = FileFields.textOf(file, "content_type");
        if (onFile != null) {
            return onFile;
        }
        if (reference.contentType() != null) {
            return reference.contentType();
        }
        String stored = accepted(opened.contentType());
        return stored == null ? UNKNOWN : stored;
    }

    /** A store may add parameters ({@code ; charset=…}) or hold nonsense; nobody has checked it as the intent was. */
    private static @Nullable String accepted(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        int parameters = stored.indexOf(';');
        String type = (parameters < 0 ? stored : stored.substring(0, parameters)).strip();
        return ACCEPTED.matcher(type).matches() ? type : null;
    }
}
