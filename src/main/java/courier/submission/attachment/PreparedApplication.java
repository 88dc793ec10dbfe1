package courier.submission.attachment;

import courier.outcome.Notice;
import java.io.IOException;
import java.util.List;

/**
 * A request's JSON with its files open: the text around them, and where each one's Base64 goes. The text may hold
 * pre-signed addresses, which are secrets. Owned by one thread; to be closed on every path, whether it was sent or not.
 *
 * @param text the body in UTF-8 with an empty string wherever a file goes
 * @param inserts the files in the order of their places
 * @param fileMaxBytes limit of one file
 * @param blobsMaxBytes limit of all these files together
 * @param notices what is to be said of the application once it was delivered
 */
public record PreparedApplication(
        byte[] text, List<Insert> inserts, long fileMaxBytes, long blobsMaxBytes, List<Notice> notices)
        implements AutoCloseable {

    /** The length of a body that cannot be known before its files were read. */
    public static final long UNKNOWN_LENGTH = -1;

    /** A file, and the position within the text at which its Base64 goes. */
    public record Insert(int position, OpenBlob blob) {}

    public PreparedApplication {
        inserts = List.copyOf(inserts);
        notices = List.copyOf(notices);
    }

    /** One of which there is nothing to say. */
    public PreparedApplication(byte[] text, List<Insert> inserts, long fileMaxBytes, long blobsMaxBytes) {
        this(text, inserts, fileMaxBytes, blobsMaxBytes, List.of());
    }

    /** The body's exact length in bytes, or {@link #UNKNOWN_LENGTH}. */
    public long contentLength() {
        long length = text.length;
        for (Insert insert : inserts) {
            Long size = insert.blob().sizeBytes();
            if (size == null) {
                return UNKNOWN_LENGTH;
            }
            length += base64Length(size);
        }
        return length;
    }

    private static long base64Length(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /** Closes every file, whatever closing another one comes to. */
    @Override
    public void close() {
        for (Insert insert : inserts) {
            closeQuietly(insert.blob());
        }
    }

    /** A file that was only read has nothing to lose when closing it fails. */
    static void closeQuietly(OpenBlob blob) {
        try {
            blob.close();
        } catch (IOException | RuntimeException _) {
            // see above
        }
    }

    @Override
    public String toString() {
        return "PreparedApplication[files=" + inserts.size() + "]";
    }
}
