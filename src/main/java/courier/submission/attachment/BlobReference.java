package courier.submission.attachment;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file in a store, as the intent names it.
 *
 * @param sizeBytes the exact size; null where the intent does not state it
 * @param sha256 64 hexadecimal digits; null where the intent does not state it
 * @param contentType null where the intent does not state it
 */
public record BlobReference(
        URI uri,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String contentType) {

    /** Without the URI: it may be pre-signed, and file names tell of people. */
    @Override
    public String toString() {
        return "BlobReference[" + uri.getScheme() + "]";
    }
}
