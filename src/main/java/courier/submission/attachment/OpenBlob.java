package courier.submission.attachment;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that was opened for a request, and what its bytes must turn out to be.
 *
 * @param where JSON Pointer of the attachment or answer within the application
 * @param sizeBytes the exact size; null where neither intent nor store states it
 * @param sha256 64 hexadecimal digits; null where the intent does not state it
 * @param stream the bytes, for one reading by one thread
 */
public record OpenBlob(
        String where, @Nullable Long sizeBytes, @Nullable String sha256, InputStream stream) implements AutoCloseable {

    /** The same file, read from a stream that gives all of its bytes though some have been read already. */
    OpenBlob from(InputStream whole) {
        return new OpenBlob(where, sizeBytes, sha256, whole);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    @Override
    public String toString() {
        return "OpenBlob[" + where + "]";
    }
}
