package courier.submission.attachment.store;

import courier.config.Settings;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * AWS's client and what signs addresses, made when they are first needed: a worker that meets no {@code s3://}
 * reference needs no settings of AWS, and does not load their classes.
 *
 * <p>Safe for use by many threads: the lock guards all fields that change.
 */
final class S3Access implements AutoCloseable {

    private final Settings.S3 settings;
    private final Duration readTimeout;
    private final Supplier<AwsCredentialsProvider> credentials;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Tools tools;
    private boolean closed;

    S3Access(Settings.S3 settings, Duration readTimeout, Supplier<AwsCredentialsProvider> credentials) {
        this.settings = settings;
        this.readTimeout = readTimeout;
        this.credentials = credentials;
    }

    private record Tools(AwsCredentialsProvider credentials, S3Client client, S3Presigner presigner) {}

    /** Throws {@link SdkClientException} as long as the environment lacks what is needed; it may come. */
    S3Client client() {
        return tools().client();
    }

    /** As {@link #client()}. */
    S3Presigner presigner() {
        return tools().presigner();
    }

    private Tools tools() {
        lock.lock();
        try {
            if (closed) {
                throw SdkClientException.create("closed");
            }
            Tools made = tools;
            if (made == null) {
                made = make();
                tools = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private Tools make() {
        AwsCredentialsProvider provider = credentials.get();
        return new Tools(provider, client(provider), presigner(provider));
    }

    private S3Client client(AwsCredentialsProvider provider) {
        var builder = S3Client.builder()
                .credentialsProvider(provider)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(readTimeout)
                        .socketTimeout(readTimeout))
                .forcePathStyle(settings.pathStyle())
                .overrideConfiguration(override -> override
                        // the ledger tries again, and remembers that it did
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(readTimeout.multipliedBy(2)));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        Region region = region();
        return (region == null ? builder : builder.region(region)).build();
    }

    private S3Presigner presigner(AwsCredentialsProvider provider) {
        var builder = S3Presigner.builder()
                .credentialsProvider(provider)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        Region region = region();
        return (region == null ? builder : builder.region(region)).build();
    }

    /** Null for what AWS's default chain finds. Other stores mostly ignore it, but it is part of the signature. */
    private @Nullable Region region() {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        return settings.endpoint() == null ? null : Region.US_EAST_1;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (tools != null) {
                tools.client().close();
                tools.presigner().close();
                if (tools.credentials() instanceof SdkAutoCloseable closeable) {
                    closeable.close();
                }
                tools = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
