package courier.submission.kombo;

import courier.submission.attachment.OpenBlob;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import okio.BufferedSink;

/** Copies a request's files into it as Base64, a buffer at a time, and checks them on the way. For one thread. */
final class BlobCopy {

    /** A multiple of 3, so that only a file's end needs padding. */
    static final int BUFFER_BYTES = 24 * 1024;

    private final long fileMaxBytes;
    private long leftBytes;

    /**
     * The files of one request.
     *
     * @param fileMaxBytes limit of one file
     * @param blobsMaxBytes limit of all that are copied
     */
    BlobCopy(long fileMaxBytes, long blobsMaxBytes) {
        this.fileMaxBytes = fileMaxBytes;
        this.leftBytes = blobsMaxBytes;
    }

    /**
     * Copies a file.
     *
     * @throws BodyAborted if the file cannot be read, or is not the one that was meant
     * @throws IOException from the sink alone
     */
    void copy(OpenBlob blob, BufferedSink sink) throws IOException {
        byte[] plain = new byte[BUFFER_BYTES];
        byte[] base64 = new byte[BUFFER_BYTES / 3 * 4];
        MessageDigest digest = sha256();
        long copied = 0;
        int length = read(blob, plain);
        while (length > 0) {
            copied += length;
            checkLength(blob, copied, length);
            digest.update(plain, 0, length);
            byte[] chunk = length == plain.length ? plain : Arrays.copyOf(plain, length);
            sink.write(base64, 0, Base64.getEncoder().encode(chunk, base64));
            length = read(blob, plain);
        }
        checkWhole(blob, copied, digest);
    }

    /**
     * Fills the buffer unless the file ends: padding within a file would spoil it, so this does not rest on a store's
     * own idea of {@code readNBytes}.
     */
    private static int read(OpenBlob blob, byte[] buffer) throws BodyAborted {
        InputStream stream = blob.stream();
        int filled = 0;
        try {
            while (filled < buffer.length) {
                int count = stream.read(buffer, filled, buffer.length - filled);
                if (count < 0) {
                    break;
                }
                filled += count;
            }
        } catch (IOException _) {
            throw new BodyAborted(Code.ATTACHMENT_STORE_UNAVAILABLE, blob.where());
        }
        return filled;
    }

    private void checkLength(OpenBlob blob, long copied, int length) throws BodyAborted {
        leftBytes -= length;
        if (blob.sizeBytes() != null && copied > blob.sizeBytes()) {
            throw new BodyAborted(Code.ATTACHMENT_SIZE_MISMATCH, blob.where());
        }
        if (copied > fileMaxBytes) {
            throw new BodyAborted(Code.ATTACHMENT_TOO_LARGE, blob.where());
        }
        if (leftBytes < 0) {
            throw new BodyAborted(Code.ATTACHMENTS_TOO_LARGE, blob.where());
        }
    }

    private static void checkWhole(OpenBlob blob, long copied, MessageDigest digest) throws BodyAborted {
        if (blob.sizeBytes() != null && copied != blob.sizeBytes()) {
            throw new BodyAborted(Code.ATTACHMENT_SIZE_MISMATCH, blob.where());
        }
        String stated = blob.sha256();
        if (stated != null && !HexFormat.of().formatHex(digest.digest()).equalsIgnoreCase(stated)) {
            throw new BodyAborted(Code.ATTACHMENT_DIGEST_MISMATCH, blob.where());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
