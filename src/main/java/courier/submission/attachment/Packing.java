package courier.submission.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings;
import courier.outcome.Notice;
import courier.submission.attachment.BlobStore.Addressing;
import courier.submission.attachment.BlobStore.Addressing.Addressed;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.FileFields.Place;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.label.ContentType;
import courier.submission.attachment.label.FileName;
import courier.submission.attachment.label.FileTypes;
import courier.submission.attachment.restriction.RestrictionCheck;
import courier.submission.attachment.restriction.RestrictionCheck.Breach;
import courier.submission.attachment.restriction.RestrictionCheck.FileFacts;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.verdict.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One application's files on their way into its request. For one thread, and one application. */
final class Packing implements AutoCloseable {

    private final Map<String, BlobStore> stores;
    private final Settings.Attachments limits;
    private final Settings.Integration integration;
    private final Function<String, Restrictions> restrictions;
    private final String integrationId;
    private final ObjectNode body;

    private final List<OpenBlob> open = new ArrayList<>();
    private final List<Place> missing = new ArrayList<>();
    private final List<FileFacts> packed = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    /** Of the files that Kombo downloads by itself, as far as it is known. */
    private long addressedBytes;

    Packing(
            Map<String, BlobStore> stores,
            Settings.Attachments limits,
            Settings.Integration integration,
            Function<String, Restrictions> restrictions,
            String integrationId,
            ObjectNode application) {
        this.stores = stores;
        this.limits = limits;
        this.integration = integration;
        this.restrictions = restrictions;
        this.integrationId = integrationId;
        this.body = application.deepCopy();
    }

    /** Puts every file into its place; null if that went well. */
    @Nullable
    Failed pack() {
        for (Place place : FileFields.of(body)) {
            Failed failure = pack(place);
            if (failure != null) {
                return failure;
            }
        }
        missing.forEach(Place::leaveOut);
        return total() > limits.totalMaxBytes() ? new Failed(Code.ATTACHMENTS_TOO_LARGE, "") : restricted();
    }

    PreparedApplication prepared() {
        return Skeleton.of(body).prepared(limits.fileMaxBytes(), limits.totalMaxBytes() - addressedBytes, notices);
    }

    @Override
    public void close() {
        open.forEach(PreparedApplication::closeQuietly);
    }

    private long total() {
        return packed.stream()
                .mapToLong(file -> file.sizeBytes() == null ? 0 : file.sizeBytes())
                .sum();
    }

    private @Nullable Failed restricted() {
        Breach breach = RestrictionCheck.of(restrictions.apply(integrationId), packed);
        return breach == null ? null : new Failed(breach.code(), breach.where(), breach.rule());
    }

    private @Nullable Failed pack(Place place) {
        JsonNode blob = place.file().get("blob");
        if (blob != null) {
            return fromStore(place, blob);
        }
        String type = ContentType.choose(place.contentType(), null, null);
        String data = FileFields.textOf(place.file(), "data");
        if (data != null && Base64Text.isCanonical(data)) {
            long size = Base64Text.decodedLength(data);
            OpenBlob inline = new OpenBlob(place.where(), size, null, Base64Text.decoded(data));
            open.add(inline);
            if (place.contentType() != null) {
                return take(place, inline, type);
            }
            // admission lets no such file through: this one stands for a file that was not opened
            name(place, null, size);
            place.fill(new Skeleton.Slot(inline));
            return null;
        }
        passOn(place, type, data == null ? null : Base64Text.decodedLength(data));
        return null;
    }

    /** An address that the intent itself gives is not ours to look behind: its name says what can be said. */
    private void passOn(Place place, @Nullable String type, @Nullable Long size) {
        if (type != null || place.contentType() == null) {
            name(place, type, size);
        } else {
            describe(place, FileTypes.ofName(place.name()), size);
        }
    }

    private @Nullable Failed fromStore(Place place, JsonNode blob) {
        BlobReference reference = FileFields.referenceOf(blob);
        if (reference == null) {
            return new Failed(Code.ATTACHMENT_REFUSED, place.where());
        }
        BlobStore store = stores.get(schemeOf(reference));
        if (store == null) {
            return new Failed(Code.ATTACHMENT_STORE_UNKNOWN, place.where());
        }
        if (!Way.mayBeAddress(integration.attachmentMode(), reference)) {
            return opened(place, reference, store);
        }
        return switch (store.address(reference, limits.urlValidity())) {
            case Addressing.Failed(Opening why) -> unavailable(place, why);
            case Addressing.Unsupported _ -> opened(place, reference, store);
            case Addressed addressed ->
                Way.isAddress(integration.attachmentMode(), reference, addressed)
                        ? refer(place, reference, store, addressed)
                        : opened(place, reference, store);
        };
    }

    private @Nullable Failed opened(Place place, BlobReference reference, BlobStore store) {
        Opening opening = store.open(reference);
        if (!(opening instanceof Opening.Opened opened)) {
            return unavailable(place, opening);
        }
        Long stored = opened.sizeBytes();
        OpenBlob blob = new OpenBlob(
                place.where(), stored == null ? reference.sizeBytes() : stored, reference.sha256(), opened.stream());
        open.add(blob);
        Failed failure = mismatch(place, reference, stored);
        return failure == null
                ? take(
                        place,
                        blob,
                        ContentType.choose(place.contentType(), reference.contentType(), opened.contentType()))
                : failure;
    }

    /** Makes an open file part of the request. */
    private @Nullable Failed take(Place place, OpenBlob blob, @Nullable String stated) {
        if (tooLarge(blob.sizeBytes())) {
            return new Failed(Code.ATTACHMENT_TOO_LARGE, place.where());
        }
        OpenBlob whole = blob;
        String type = stated;
        if (type == null) {
            byte[] prefix = peek(blob.stream());
            if (prefix == null) {
                return new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, place.where());
            }
            type = FileTypes.detect(prefix, place.name());
            whole = blob.from(new SequenceInputStream(new ByteArrayInputStream(prefix), blob.stream()));
        }
        describe(place, type, blob.sizeBytes());
        place.fill(new Skeleton.Slot(whole));
        return null;
    }

    /** Leaves a file to Kombo to download. */
    private @Nullable Failed refer(Place place, BlobReference reference, BlobStore store, Addressed addressed) {
        Failed mismatch = mismatch(place, reference, addressed.sizeBytes());
        if (mismatch != null) {
            return mismatch;
        }
        Long size = Way.sizeOf(reference, addressed);
        if (tooLarge(size)) {
            return new Failed(Code.ATTACHMENT_TOO_LARGE, place.where());
        }
        String type = ContentType.choose(place.contentType(), reference.contentType(), addressed.contentType());
        if (type == null) {
            Opening opening = store.open(reference);
            if (!(opening instanceof Opening.Opened opened)) {
                return unavailable(place, opening);
            }
            OpenBlob blob = new OpenBlob(place.where(), null, null, opened.stream());
            byte[] prefix = peek(blob.stream());
            PreparedApplication.closeQuietly(blob);
            if (prefix == null) {
                return new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, place.where());
            }
            type = FileTypes.detect(prefix, place.name());
        }
        addressedBytes += size == null ? 0 : size;
        describe(place, type, size);
        place.refer(addressed.url());
        return null;
    }

    /** A file's first bytes; null if they cannot be read. */
    private static byte @Nullable [] peek(InputStream stream) {
        try {
            return stream.readNBytes(FileTypes.PREFIX_BYTES);
        } catch (IOException _) {
            return null;
        }
    }

    private static @Nullable Failed mismatch(Place place, BlobReference reference, @Nullable Long stored) {
        Long stated = reference.sizeBytes();
        return stated != null && stored != null && !stated.equals(stored)
                ? new Failed(Code.ATTACHMENT_SIZE_MISMATCH, place.where())
                : null;
    }

    private boolean tooLarge(@Nullable Long size) {
        return size != null && size > limits.fileMaxBytes();
    }

    private @Nullable Failed unavailable(Place place, Opening why) {
        return switch (why) {
            case Opening.Missing _ -> missing(place);
            case Opening.Refused _ -> new Failed(Code.ATTACHMENT_REFUSED, place.where());
            case Opening.Unavailable _ -> new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, place.where());
            case Opening.Opened _ -> throw new IllegalStateException("an open file is no reason to have no address");
        };
    }

    private @Nullable Failed missing(Place place) {
        return switch (integration.missingAttachment()) {
            case DEAD_LETTER -> new Failed(Code.ATTACHMENT_MISSING, place.where());
            case SUBMIT_WITHOUT -> {
                missing.add(place);
                notices.add(new Notice(
                        Attachments.LEFT_OUT,
                        place.where() + ": the store has no such file; the application was submitted without it."));
                yield null;
            }
        };
    }

    private void describe(Place place, @Nullable String type, @Nullable Long size) {
        place.type(type == null ? ContentType.UNKNOWN : type);
        if (type == null) {
            notices.add(new Notice(
                    Attachments.TYPE_UNKNOWN,
                    place.where() + ": neither the intent, the store nor the file's beginning tells what it is; it was"
                            + " sent as " + ContentType.UNKNOWN + "."));
        }
        name(place, type, size);
    }

    private void name(Place place, @Nullable String type, @Nullable Long size) {
        place.name(FileName.of(place.name(), type, place.kind()));
        packed.add(new FileFacts(place.where(), place.kind(), size, type));
    }

    private static String schemeOf(BlobReference reference) {
        String scheme = reference.uri().getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
