package courier.submission.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where files are read from; one for each URI scheme. Safe for use by many threads, may block, and bounds by itself how
 * long it does. Expected failures are {@link Opening}s; an exception is a bug.
 */
@FunctionalInterface
public interface BlobStore {

    /** Opens a file for one reading. */
    Opening open(BlobReference reference);

    /**
     * Makes an address from which Kombo can download a file by itself, after a look at the file.
     *
     * @param validity how long the address must be good
     */
    default Addressing address(BlobReference reference, Duration validity) {
        return new Addressing.Unsupported();
    }

    /** What came of asking for an address. */
    sealed interface Addressing {

        /**
         * An address; a secret, as it opens the file to whoever knows it.
         *
         * @param sizeBytes as the store states it; null where it does not
         * @param contentType as the store states it; null where it does not
         */
        record Addressed(
                URI url, @Nullable Long sizeBytes, @Nullable String contentType) implements Addressing {
            @Override
            public String toString() {
                return "Addressed";
            }
        }

        /** This store can only be read from. */
        record Unsupported() implements Addressing {}

        /** The file cannot be had, as if it had been opened. */
        record Failed(Opening why) implements Addressing {}
    }

    /** What came of opening a file. */
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
