package courier.submission.attachment.store;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as they come from a store. What goes wrong is an {@link IOException} that quotes nothing, an end
 * before the stated length too: HTTP clients differ in whether they notice it. For one thread.
 */
final class StoredBytes extends InputStream {

    private final InputStream bytes;
    private final @Nullable Long length;
    private final Runnable abandon;
    private long count;
    private boolean ended;

    /**
     * Bytes to be read once.
     *
     * @param length as the store states it; null where it does not
     * @param abandon drops the connection: to close it in mid-file may mean to read the rest first
     */
    StoredBytes(InputStream bytes, @Nullable Long length, Runnable abandon) {
        this.bytes = bytes;
        this.length = length;
        this.abandon = abandon;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int limit) throws IOException {
        int read = readAny(buffer, offset, limit);
        if (read >= 0) {
            count += read;
        } else if (length != null && count < length) {
            throw new IOException("the store's answer ended early");
        }
        ended = read < 0 || (length != null && count >= length);
        return read;
    }

    /** Clients also throw unchecked exceptions in mid-file, such as AWS's for a checksum that does not match. */
    private int readAny(byte[] buffer, int offset, int limit) throws IOException {
        try {
            return bytes.read(buffer, offset, limit);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the store could not be read on: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            abandon.run();
        }
        bytes.close();
    }
}
