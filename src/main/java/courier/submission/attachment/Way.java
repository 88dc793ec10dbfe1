package courier.submission.attachment;

import courier.config.Settings.AttachmentMode;
import courier.submission.attachment.BlobStore.Addressing.Addressed;
import org.jspecify.annotations.Nullable;

/** Which way a file of a store goes: within the request, or by an address that Kombo downloads it from. Pure. */
final class Way {

    /**
     * From here on a file is large to {@code auto}; see {@code RATIONALE.md}, "Why auto draws its line at a megabyte".
     */
    static final long LARGE_BYTES = 1_000_000;

    private Way() {}

    /** Whether the store is to be asked for an address, as far as the intent alone tells. */
    static boolean mayBeAddress(AttachmentMode mode, BlobReference reference) {
        Long stated = reference.sizeBytes();
        return switch (mode) {
            case INLINE -> false;
            case URL -> true;
            case AUTO -> reference.sha256() == null && (stated == null || stated >= LARGE_BYTES);
        };
    }

    /** Whether the address is used, now that the store has been asked. */
    static boolean isAddress(AttachmentMode mode, BlobReference reference, Addressed addressed) {
        if (!mayBeAddress(mode, reference)) {
            return false;
        }
        Long size = sizeOf(reference, addressed);
        return mode == AttachmentMode.URL || (size != null && size >= LARGE_BYTES);
    }

    /** The store's word, else the intent's; null for unknown. */
    static @Nullable Long sizeOf(BlobReference reference, Addressed addressed) {
        return addressed.sizeBytes() == null ? reference.sizeBytes() : addressed.sizeBytes();
    }
}
