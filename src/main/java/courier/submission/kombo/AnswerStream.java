package courier.submission.kombo;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an answer, up to a limit, remembering whether it was the transport that failed or its reader. For one
 * thread.
 */
final class AnswerStream extends FilterInputStream {

    private long leftBytes;
    private boolean broken;
    private boolean cutOff;
    private long count;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

    AnswerStream(InputStream bytes, long maxBytes) {
        super(bytes);
        this.leftBytes = maxBytes;
    }

    /** Whether the transport failed. */
    boolean broken() {
        return broken;
    }

    /** Whether there was more than the limit. */
    boolean cutOff() {
        return cutOff;
    }

    /** The bytes that were read. */
    long count() {
        return count;
    }

    /** The first of the bytes that were read. */
    byte[] beginning() {
        return beginning.toByteArray();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (leftBytes == 0) {
            cutOff = true;
            return -1;
        }
        try {
            int got = super.read(buffer, offset, (int) Math.min(length, leftBytes));
            if (got > 0) {
                count += got;
                leftBytes -= got;
                beginning.write(buffer, offset, Math.min(got, Excerpt.LOOK_BYTES - beginning.size()));
            }
            return got;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }
}
