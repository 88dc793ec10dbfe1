package courier.submission.kombo;

import courier.submission.attachment.PreparedApplication;
import courier.submission.attachment.PreparedApplication.Insert;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The request's body, streamed. Its last byte is held back until every file has proven to be the one that was meant, so
 * that a broken file breaks the request and nothing is created.
 */
final class ApplicationBody extends RequestBody {

    private static final @Nullable MediaType JSON = MediaType.parse("application/json");

    private final PreparedApplication application;
    private final Runnable lastByte;

    /**
     * A body to be sent once.
     *
     * @param lastByte told right before the last byte is handed over: until then, nobody can have read a whole request
     */
    ApplicationBody(PreparedApplication application, Runnable lastByte) {
        this.application = application;
        this.lastByte = lastByte;
    }

    @Override
    public @Nullable MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return application.contentLength();
    }

    /** OkHttp would else send it again by itself, on a 408, or a 503 with {@code Retry-After: 0}. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        byte[] text = application.text();
        BlobCopy copy = new BlobCopy(application.fileMaxBytes(), application.blobsMaxBytes());
        int from = 0;
        for (Insert insert : application.inserts()) {
            sink.write(text, from, insert.position() - from);
            copy.copy(insert.blob(), sink);
            from = insert.position();
        }
        int last = text.length - 1;
        sink.write(text, from, last - from);
        lastByte.run();
        sink.writeByte(text[last]);
    }
}
