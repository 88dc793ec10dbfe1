package courier.submission.attachment;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where files are read from; one for each URI scheme. Safe for use by many threads, may block, and bounds by itself how
 * long it does. Expected failures are {@link Opening}s; an exception is a bug.
 */
@FunctionalInterface
public interface BlobStore {

    /** Opens a file for one reading. */
    Opening open(BlobReference reference);

    /** What came of it. */
    sealed interface Opening {

        /**
         * An open file, to be closed by whoever receives it.
         *
         * @param sizeBytes as the store states it; null where it does not
         * @param contentType as the store states it; null where it does not
         * @param stream the bytes; not yet read
         */
        record Opened(@Nullable Long sizeBytes, @Nullable String contentType, InputStream stream)
                implements Opening, AutoCloseable {
            @Override
            public void close() throws IOException {
                stream.close();
            }
        }

        /** The store is well and has no such file. */
        record Missing() implements Opening {}

        /** The reference is not one that may be read here, whether the file exists or not. */
        record Refused() implements Opening {}

        /** The store cannot say, or cannot be read now. */
        record Unavailable() implements Opening {}
    }
}
