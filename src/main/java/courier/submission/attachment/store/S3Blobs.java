package courier.submission.attachment.store;

import courier.config.Settings;
import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening.Missing;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * {@code s3://bucket/key} references to allowed buckets of AWS, or of another store that speaks S3's protocol.
 *
 * <p>Only S3's own word that there is no such key makes a file a missing one. A 403 may mean that too, where the right
 * to list the bucket is not granted, but also that rights were lost; so it counts as a store that cannot be read, as do
 * a bucket that is gone and whatever else an operator can repair. See {@code RATIONALE.md}, "Why a 403 of S3 is not a
 * missing file".
 *
 * <p>Safe for use by many threads. Opening ends after twice the read timeout at the latest.
 */
public final class S3Blobs implements BlobStore, AutoCloseable {

    private static final Set<String> NO_SUCH_FILE = Set.of("NoSuchKey", "NoSuchVersion");
    private static final int NOT_FOUND = 404;
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    /** AWS's stream would else be closed when nobody has read from it for a minute: another file may come first. */
    private static final Duration NO_LIMIT = Duration.ZERO;

    private final Settings.S3 settings;
    private final S3Access access;

    /**
     * Files of these buckets, with the credentials that AWS's default chain finds when the first one is opened.
     *
     * @param readTimeout longest wait to connect, for an answer, and for the next bytes
     */
    public S3Blobs(Settings.S3 settings, Duration readTimeout) {
        this(settings, readTimeout, () -> DefaultCredentialsProvider.builder().build());
    }

    S3Blobs(Settings.S3 settings, Duration readTimeout, Supplier<AwsCredentialsProvider> credentials) {
        this.settings = settings;
        this.access = new S3Access(settings, readTimeout, credentials);
    }

    @Override
    public Opening open(BlobReference reference) {
        S3Location location = allowed(reference);
        return location == null ? new Refused() : open(location);
    }

    /** Addresses are signed for at most seven days. */
    @Override
    public Addressing address(BlobReference reference, Duration validity) {
        S3Location location = allowed(reference);
        if (location == null) {
            return new Addressing.Failed(new Refused());
        }
        try {
            HeadObjectResponse head = access.client()
                    .headObject(request -> request.bucket(location.bucket())
                            .key(location.key())
                            .versionId(location.versionId()));
            return ContentCoding.isNone(head.contentEncoding())
                    ? new Addressing.Addressed(signed(location, validity), head.contentLength(), head.contentType())
                    : new Addressing.Failed(new Refused());
        } catch (SdkException e) {
            return new Addressing.Failed(
                    e instanceof AwsServiceException answer && answer.statusCode() == NOT_FOUND
                            ? whatIsNotFound(location)
                            : unavailable(location, e));
        }
    }

    private @Nullable S3Location allowed(BlobReference reference) {
        S3Location location = S3Location.of(reference.uri());
        if (location == null
                || !(settings.buckets().contains("*") || settings.buckets().contains(location.bucket()))) {
            return null;
        }
        // with the bucket in the path, "bucket/../other/key" must not become another bucket's key on the way
        return settings.pathStyle() && location.hasDotSegment() ? null : location;
    }

    private Opening open(S3Location location) {
        try {
            ResponseInputStream<GetObjectResponse> answer =
                    access.client().getObject(checked(location), ResponseTransformer.toInputStream(NO_LIMIT));
            if (!ContentCoding.isNone(answer.response().contentEncoding())) {
                answer.abort();
                return new Refused();
            }
            Long length = answer.response().contentLength();
            return new Opened(length, answer.response().contentType(), new StoredBytes(answer, length, answer::abort));
        } catch (SdkException e) {
            return e instanceof AwsServiceException answer && NO_SUCH_FILE.contains(codeOf(answer))
                    ? new Missing()
                    : unavailable(location, e);
        }
    }

    /** A HEAD's answer has no body, and so does not say whether it is the key or the bucket; a GET's does. */
    private Opening whatIsNotFound(S3Location location) {
        Opening opening = open(location);
        if (!(opening instanceof Opened opened)) {
            return opening;
        }
        // it has come just now: the next attempt will find it
        try (opened) {
            return new Unavailable();
        } catch (IOException _) {
            return new Unavailable();
        }
    }

    private URI signed(S3Location location, Duration validity) {
        try {
            return access.presigner()
                    .presignGetObject(
                            presign -> presign.signatureDuration(validity).getObjectRequest(get(location)))
                    .url()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("AWS signs URLs whose keys are encoded", e);
        }
    }

    private static GetObjectRequest get(S3Location location) {
        return GetObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key())
                .versionId(location.versionId())
                .build();
    }

    /** Has the store send its checksum, which AWS's stream compares at the end; the client's settings do not. */
    private static GetObjectRequest checked(S3Location location) {
        return get(location).toBuilder().checksumMode(ChecksumMode.ENABLED).build();
    }

    private Opening unavailable(S3Location location, SdkException e) {
        String reason = e instanceof AwsServiceException answer
                ? codeOf(answer) + " " + answer.statusCode()
                : (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName();
        Trouble.tell(location.toString(), reason);
        return new Unavailable();
    }

    /** The code that the store gave; empty for none, or one that looks like none. */
    private static String codeOf(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code != null && ERROR_CODE.matcher(code).matches() ? code : "";
    }

    /** Takes no more references; files that are open stay so. */
    @Override
    public void close() {
        access.close();
    }
}
