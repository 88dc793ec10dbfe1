package courier.sandbox.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server (S3Proxy) that checks signatures, on a random port of the loopback address. It keeps its objects in
 * its directory over stops and starts. Used by one thread at a time.
 */
public final class BlobStore implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String LOG_SETTINGS = "/courier/sandbox/s3proxy-logback.xml";

    private final Path libraries;
    private final Path directory;
    private final int port = Ports.free();
    private @Nullable ChildProcess process;

    private BlobStore(Path parts, Path directory) {
        this.libraries = parts.resolve("s3proxy").toAbsolutePath();
        this.directory = directory.toAbsolutePath();
    }

    /**
     * Starts an S3 server.
     *
     * @param parts where the build has put the programs, {@code target/parts}
     * @param directory for its objects and its log
     */
    public static BlobStore start(Path parts, Path directory) {
        BlobStore store = new BlobStore(parts, directory);
        store.start();
        return store;
    }

    /** Starts it again on its old port, with its old objects. */
    public void start() {
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(libraries + " is missing: 'mvn process-test-resources' fills it");
        }
        ChildProcess started = ChildProcess.start("blob-store", directory, command());
        process = started;
        // any answer will do: it refuses whom it does not know
        started.awaitReady(START_LIMIT, () -> Web.status("GET", endpoint(), null) != 0);
    }

    /** Stops it: its clients find nobody there. */
    public void stop() {
        if (process != null) {
            int _ = process.stop(STOP_LIMIT);
        }
    }

    /** The endpoint, for clients that address buckets by path. */
    public URI endpoint() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }

    /** The one access key that it knows. */
    public String accessKey() {
        return "sandbox";
    }

    /** The secret of {@link #accessKey()}: of use on this machine only. */
    public String secretKey() {
        return "sandbox-secret";
    }

    /** A client with the key, to put objects there; the caller closes it. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey(), secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The operating system's handle of the process that was started last. */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("the blob store has not been started");
        }
        return process.handle();
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> command() {
        Path settings = directory.resolve("s3proxy.conf");
        Path logging = directory.resolve("s3proxy-logback.xml");
        try (InputStream bundled = BlobStore.class.getResourceAsStream(LOG_SETTINGS)) {
            Path objects = Files.createDirectories(directory.resolve("objects"));
            Files.writeString(settings, settings(objects));
            if (bundled == null) {
                throw new IllegalStateException(LOG_SETTINGS + " is not on the class path");
            }
            Files.copy(bundled, logging, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The blob store's files cannot be written in " + directory, e);
        }
        return ChildProcess.java(
                List.of(
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        libraries + "/*"),
                List.of("org.gaul.s3proxy.Main", "--properties", settings.toString()));
    }

    private String settings(Path objects) {
        return """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                jclouds.filesystem.basedir=%s
                """.formatted(endpoint(), accessKey(), secretKey(), objects);
    }
}
