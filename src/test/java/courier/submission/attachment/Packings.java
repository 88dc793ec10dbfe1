package courier.submission.attachment;

import courier.config.DoubtPolicy;
import courier.config.Settings;
import courier.config.Settings.AttachmentMode;
import courier.config.Settings.MissingAttachment;
import courier.submission.attachment.restriction.Restrictions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Attachments with settings that a test chooses. */
public final class Packings {

    /** An integration of no particular settings. */
    public static final String INTEGRATION = "workday:HWUTwvyx2wLoSUHphiWVrp28";

    /** How long addresses are asked to be good. */
    static final Duration VALIDITY = Duration.ofMinutes(7);

    private Packings() {}

    /** Everything inline, a missing file ends the application, and nothing is known of the ATS. */
    public static Attachments inline(Map<String, BlobStore> stores, long fileMaxBytes, long totalMaxBytes) {
        return of(stores, fileMaxBytes, totalMaxBytes, AttachmentMode.INLINE, MissingAttachment.DEAD_LETTER);
    }

    static Attachments of(
            Map<String, BlobStore> stores,
            long fileMaxBytes,
            long totalMaxBytes,
            AttachmentMode mode,
            MissingAttachment missing) {
        return of(stores, limits(fileMaxBytes, totalMaxBytes), mode, missing, _ -> Restrictions.NONE);
    }

    static Attachments of(
            Map<String, BlobStore> stores,
            Settings.Attachments limits,
            AttachmentMode mode,
            MissingAttachment missing,
            Function<String, Restrictions> restrictions) {
        Settings.Integration standard = new Settings.Integration(
                mode, missing, 30, 30, new Settings.Doubt(DoubtPolicy.PARK, 1, Duration.ofSeconds(1), Duration.ZERO));
        Settings.Integrations integrations = new Settings.Integrations(standard, Map.of());
        return new Attachments(stores, limits, () -> integrations, restrictions);
    }

    static Settings.Attachments limits(long fileMaxBytes, long totalMaxBytes) {
        return new Settings.Attachments(
                List.of(),
                totalMaxBytes,
                fileMaxBytes,
                totalMaxBytes,
                Duration.ofSeconds(30),
                VALIDITY,
                new Settings.S3(List.of(), null, null, false),
                new Settings.Https(List.of(), false),
                new Settings.Preflight(false, Duration.ofHours(1)));
    }
}
