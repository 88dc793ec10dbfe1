package courier.submission.attachment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.verdict.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens an application's files and puts the request together around them, without reading them. Immutable; safe for use
 * by many threads.
 */
public final class Attachments {

    private final Map<String, BlobStore> stores;
    private final long fileMaxBytes;
    private final long totalMaxBytes;

    /**
     * Files from these stores.
     *
     * @param stores by URI scheme in lower case
     * @param fileMaxBytes limit of one file, decoded
     * @param totalMaxBytes limit of all files of an application, decoded, inline ones included
     */
    public Attachments(Map<String, BlobStore> stores, long fileMaxBytes, long totalMaxBytes) {
        this.stores = Map.copyOf(stores);
        this.fileMaxBytes = fileMaxBytes;
        this.totalMaxBytes = totalMaxBytes;
    }

    /**
     * Prepares a request. May block on the stores.
     *
     * @param application the body with {@code blob}s, see {@link courier.intent.Intent}; is left as it is
     */
    public Preparation prepare(ObjectNode application) {
        ObjectNode body = application.deepCopy();
        List<OpenBlob> open = new ArrayList<>();
        boolean handedOver = false;
        try {
            Failed failure = openAll(body, open);
            if (failure != null) {
                return failure;
            }
            Ready ready =
                    new Ready(Skeleton.of(body).prepared(fileMaxBytes, totalMaxBytes - FileFields.inlineBytes(body)));
            handedOver = true;
            return ready;
        } finally {
            if (!handedOver) {
                open.forEach(PreparedApplication::closeQuietly);
            }
        }
    }

    private @Nullable Failed openAll(ObjectNode body, List<OpenBlob> open) {
        long total = FileFields.inlineBytes(body);
        for (FileFields.Place place : FileFields.blobsOf(body)) {
            Failed failure = open(place, open);
            if (failure != null) {
                return failure;
            }
            Long size = open.getLast().sizeBytes();
            total += size == null ? 0 : size;
        }
        return total > totalMaxBytes ? new Failed(Code.ATTACHMENTS_TOO_LARGE, "") : null;
    }

    /** Opens one file and puts it in the place of its blob. */
    private @Nullable Failed open(FileFields.Place place, List<OpenBlob> open) {
        BlobReference reference = FileFields.referenceOf(place.blob());
        if (reference == null) {
            return new Failed(Code.ATTACHMENT_REFUSED, place.where());
        }
        BlobStore store = stores.get(schemeOf(reference));
        if (store == null) {
            return new Failed(Code.ATTACHMENT_STORE_UNKNOWN, place.where());
        }
        return switch (store.open(reference)) {
            case Opening.Missing _ -> new Failed(Code.ATTACHMENT_MISSING, place.where());
            case Opening.Refused _ -> new Failed(Code.ATTACHMENT_REFUSED, place.where());
            case Opening.Unavailable _ -> new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, place.where());
            case Opening.Opened opened -> take(place, reference, opened, open);
        };
    }

    private @Nullable Failed take(
            FileFields.Place place, BlobReference reference, Opening.Opened opened, List<OpenBlob> open) {
        Long stated = reference.sizeBytes();
        Long stored = opened.sizeBytes();
        Long size = stored == null ? stated : stored;
        OpenBlob blob = new OpenBlob(place.where(), size, reference.sha256(), opened.stream());
        open.add(blob);
        if (stated != null && stored != null && !stated.equals(stored)) {
            return new Failed(Code.ATTACHMENT_SIZE_MISMATCH, place.where());
        }
        if (size != null && size > fileMaxBytes) {
            return new Failed(Code.ATTACHMENT_TOO_LARGE, place.where());
        }
        place.fill(ContentType.choose(place.file(), reference, opened), new Skeleton.Slot(blob));
        return null;
    }

    private static String schemeOf(BlobReference reference) {
        String scheme = reference.uri().getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
