package courier.submission.attachment.store;

import courier.config.Settings;
import courier.sandbox.part.BlobStore;
import courier.submission.attachment.BlobReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Stores under test that look at an S3 server of this machine. */
final class S3Side {

    /** Long enough for a machine that is busy with other tests. */
    static final Duration PATIENT = Duration.ofSeconds(20);

    private S3Side() {}

    static S3Blobs blobs(URI endpoint, String accessKey, String secretKey, Duration readTimeout, List<String> buckets) {
        return new S3Blobs(
                new Settings.S3(buckets, endpoint, null, true),
                readTimeout,
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    }

    /** A store for these buckets of a server, by its right key. */
    static S3Blobs blobs(BlobStore server, String... buckets) {
        return blobs(server.endpoint(), server.accessKey(), server.secretKey(), PATIENT, List.of(buckets));
    }

    static BlobReference reference(String uri) {
        return new BlobReference(URI.create(uri), null, null, null);
    }
}
