package courier.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of attachments, each declared once. */
final class AttachmentKeys {

    static final Section SECTION = Section.of("attachments", "Files that go with an application.");
    static final Key<Settings.AttachmentMode> MODE = SECTION.each(
            "mode",
            Type.word(Settings.AttachmentMode.values()),
            "inline",
            "How Kombo gets a file that the intent refers to: inline, its bytes streamed within the request and"
                    + " checked on the way; url, a pre-signed address from which Kombo downloads it itself, where the"
                    + " store can make one; auto, url for a large file without a digest to check, else inline.");
    static final Key<Settings.MissingAttachment> MISSING = SECTION.each(
            "missing",
            Type.word(Settings.MissingAttachment.values()),
            "dead-letter",
            "What becomes of an application whose file is gone from its store: dead-letter, or submit-without it and"
                    + " with a warning event.");
    static final Key<List<Path>> FILE_ROOTS = SECTION.key(
            "file-roots",
            Type.absolutePaths(),
            "",
            "Folders below which file:// references may point; empty refuses them all.");
    static final Key<Long> INLINE_MAX = SECTION.key(
            "inline-max",
            Type.size("0", "512kB"),
            "256kB",
            "Limit of all inline bytes of an intent together: they travel through Kafka, where a record has its"
                    + " limit too.");
    static final Key<Long> FILE_MAX =
            SECTION.key("file-max", Type.size("1", "1000MB"), "10MB", "Limit of one file, decoded.");
    static final Key<Long> TOTAL_MAX = SECTION.key(
            "total-max",
            Type.size("1", "1000MB"),
            "10MB",
            "Limit of all files of an application together, decoded. Most ATSs refuse more than 10MB.");
    static final Key<Duration> READ_TIMEOUT = SECTION.key(
            "read-timeout",
            Type.duration(Duration.ofMillis(1), "1ms"),
            "30s",
            "Longest wait for a store: to connect, for its answer, and for the next bytes.");
    static final Key<Duration> URL_VALIDITY = SECTION.key(
            "url-validity",
            Type.duration(Duration.ofSeconds(1), "1s", Duration.ofDays(7), "7d"),
            "15m",
            "How long a pre-signed address is valid. At least kombo.request-timeout: Kombo downloads while it handles"
                    + " the request. S3 signs for seven days at most.");
    static final Key<List<String>> S3_BUCKETS = SECTION.key(
            "s3-buckets",
            Type.words("[a-zA-Z0-9._-]{1,255}|\\*", "the names of buckets, or * for any"),
            "",
            "Buckets to which s3:// references may point; empty refuses them all.");
    static final Key<URI> S3_ENDPOINT = SECTION.unset(
            "s3-endpoint", Type.address(Map.of()), "AWS", "Address of another store that speaks S3's protocol.");
    static final Key<String> S3_REGION = SECTION.unset(
            "s3-region",
            Type.matching("[a-zA-Z0-9-]{1,64}", "the name of a region", "write for example eu-central-1"),
            "what AWS's default chain finds (AWS_REGION, profile); us-east-1 with s3-endpoint",
            "Region that requests are signed for.");
    static final Key<Boolean> S3_PATH_STYLE = SECTION.key(
            "s3-path-style",
            Type.flag(),
            "false",
            "Whether the bucket goes into the path rather than the host name, as most stores other than AWS want it.");
    static final Key<List<String>> HTTPS_HOSTS = SECTION.key(
            "https-hosts",
            Type.words(
                    "(\\*\\.)?[a-zA-Z0-9.-]{1,253}(:\\d{1,5})?",
                    "host names, each exact or *. and a domain, with a port unless it is 443"),
            "",
            "Hosts to which https:// references, and their redirects, may point: host, *.domain for all below it,"
                    + " or either with :port; empty refuses them all.");
    static final Key<Boolean> HTTPS_PRIVATE = SECTION.key(
            "https-private-addresses",
            Type.flag(),
            "false",
            "Whether these hosts may resolve to private, loopback or link-local addresses. Where clouds tell a machine"
                    + " its credentials is never connected to.");
    static final Key<Boolean> PREFLIGHT = SECTION.key(
            "preflight",
            Type.flag(),
            "false",
            "Whether an integration's limits for attachments are asked of Kombo, remembered, and kept before a call."
                    + " What cannot be asked is not kept, and holds nothing up.");
    static final Key<Duration> PREFLIGHT_REFRESH = SECTION.key(
            "preflight-refresh",
            Type.duration(Duration.ofSeconds(1), "1s"),
            "1h",
            "How long such limits are remembered.");

    private AttachmentKeys() {}
}
