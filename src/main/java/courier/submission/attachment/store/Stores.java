package courier.submission.attachment.store;

import courier.config.Settings;
import courier.submission.attachment.BlobStore;
import java.util.Map;

/** All stores of a worker. Safe for use by many threads. */
public final class Stores implements AutoCloseable {

    private final FileBlobs files;
    private final S3Blobs s3;
    private final HttpsBlobs https;

    /** Stores that connect to nothing until they are asked for a file. */
    public Stores(Settings.Attachments settings) {
        this.files = new FileBlobs(settings.fileRoots());
        this.s3 = new S3Blobs(settings.s3(), settings.readTimeout());
        this.https = new HttpsBlobs(settings.https(), settings.readTimeout());
    }

    /** Each by the scheme of its references. */
    public Map<String, BlobStore> byScheme() {
        return Map.of("file", files, "s3", s3, "https", https);
    }

    /** Takes no more references; files that are open stay so. */
    @Override
    public void close() {
        s3.close();
        https.close();
    }
}
