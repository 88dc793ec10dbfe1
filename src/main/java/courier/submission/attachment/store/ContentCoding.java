package courier.submission.attachment.store;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the bytes that a store sends are the file. Packed ones would have to be unpacked to become it, and then
 * neither size nor digest would be those that the intent states.
 */
final class ContentCoding {

    /** The second one says how an upload was signed, and stays behind on stores that do not know it. */
    private static final Set<String> NONE = Set.of("", "identity", "aws-chunked");

    private ContentCoding() {}

    static boolean isNone(@Nullable String contentEncoding) {
        return contentEncoding == null || NONE.contains(contentEncoding.strip().toLowerCase(Locale.ROOT));
    }
}
