package courier.submission.attachment.restriction;

import courier.submission.attachment.label.FileTypes;
import courier.submission.attachment.restriction.Restrictions.Kind;
import courier.submission.verdict.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds an application's files to an ATS's restrictions, as far as both are known. Pure. */
public final class RestrictionCheck {

    /** So that a long list does not make a long message. */
    private static final int NAMED_TYPES = 20;

    private RestrictionCheck() {}

    /**
     * A file of the application.
     *
     * @param where JSON Pointer within the application
     * @param kind the attachment's type; null for the answer to a screening question
     * @param sizeBytes null for unknown
     * @param contentType null for unknown
     */
    public record FileFacts(
            String where,
            @Nullable String kind,
            @Nullable Long sizeBytes,
            @Nullable String contentType) {}

    /**
     * A restriction that is not kept.
     *
     * @param where JSON Pointer of the file, or of all attachments
     * @param rule the restriction in Kombo's words, and what it demands
     */
    public record Breach(Code code, String where, String rule) {}

    /** The first restriction that the files break; null if there is none. */
    public static @Nullable Breach of(Restrictions restrictions, List<FileFacts> files) {
        for (FileFacts file : files) {
            Kind kind = file.kind() == null ? null : restrictions.kinds().get(file.kind());
            String rule = kind == null ? null : broken(kind, file);
            if (rule != null) {
                return new Breach(Code.ATTACHMENT_NOT_ACCEPTED, file.where(), "types." + file.kind() + "." + rule);
            }
        }
        for (Map.Entry<String, Kind> kind : restrictions.kinds().entrySet()) {
            String rule = broken(kind.getValue(), amount(kind.getKey(), files));
            if (rule != null) {
                return new Breach(Code.ATTACHMENTS_NOT_ACCEPTED, "/attachments", "types." + kind.getKey() + "." + rule);
            }
        }
        Long total = restrictions.totalSizeBytes();
        return total != null && sizeOf(files) > total
                ? new Breach(Code.ATTACHMENTS_NOT_ACCEPTED, "", "total_size_bytes is " + total)
                : null;
    }

    private static @Nullable String broken(Kind kind, FileFacts file) {
        if (!kind.supported()) {
            return "is_supported is false";
        }
        Long size = file.sizeBytes();
        Long max = kind.maxFileSizeBytes();
        if (size != null && max != null && size > max) {
            return "max_file_size_bytes is " + max;
        }
        List<String> accepted = kind.acceptedTypes();
        String type = file.contentType();
        if (accepted != null && type != null && accepted.stream().noneMatch(range -> accepts(range, type))) {
            return "accepted_mime_types are "
                    + accepted.stream().limit(NAMED_TYPES).collect(Collectors.joining(", "));
        }
        return null;
    }

    private static @Nullable String broken(Kind kind, long amount) {
        if (!kind.supported()) {
            return null;
        }
        if (kind.minAmount() != null && amount < kind.minAmount()) {
            return "min_amount is " + kind.minAmount();
        }
        return kind.maxAmount() != null && amount > kind.maxAmount() ? "max_amount is " + kind.maxAmount() : null;
    }

    private static long amount(String kind, List<FileFacts> files) {
        return files.stream().filter(file -> kind.equals(file.kind())).count();
    }

    /** Of the known sizes. */
    private static long sizeOf(List<FileFacts> files) {
        return files.stream()
                .mapToLong(file -> file.sizeBytes() == null ? 0 : file.sizeBytes())
                .sum();
    }

    private static boolean accepts(String range, String type) {
        String bare = range.strip().toLowerCase(Locale.ROOT);
        if (bare.endsWith("/*")) {
            return bare.equals("*/*") || type.toLowerCase(Locale.ROOT).startsWith(bare.substring(0, bare.length() - 1));
        }
        return FileTypes.same(bare, type);
    }
}
