package courier.submission.attachment.restriction;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ATS takes of attachments. What is not known restricts nothing.
 *
 * @param totalSizeBytes limit of all files together; null for unknown
 * @param kinds by the attachment's type: {@code CV}, {@code COVER_LETTER}, {@code OTHER}
 */
public record Restrictions(@Nullable Long totalSizeBytes, Map<String, Kind> kinds) {

    /** Nothing is known. */
    public static final Restrictions NONE = new Restrictions(null, Map.of());

    public Restrictions {
        kinds = Map.copyOf(kinds);
    }

    /**
     * What is taken of one type of attachment; null for unknown.
     *
     * @param supported false if the ATS takes none at all
     * @param acceptedTypes content types, or ranges like {@code image/*}
     */
    public record Kind(
            boolean supported,
            @Nullable Long minAmount,
            @Nullable Long maxAmount,
            @Nullable Long maxFileSizeBytes,
            @Nullable List<String> acceptedTypes) {

        public Kind {
            acceptedTypes = acceptedTypes == null ? null : List.copyOf(acceptedTypes);
        }
    }
}
