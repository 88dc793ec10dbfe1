package courier.submission.attachment.store;

import courier.config.Settings;
import courier.submission.attachment.BlobReference;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A web server with TLS on this machine, and stores that trust it. Its certificate is good for {@code files.test} too.
 */
final class FileHost implements AutoCloseable {

    /** Long enough for a machine that is busy with other tests. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final HeldCertificate held = new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("files.test")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private final HandshakeCertificates certificates = new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(held.certificate())
            .build();
    private final MockWebServer server = new MockWebServer();
    private @Nullable ServerSocket dripping;

    FileHost() throws IOException {
        server.useHttps(certificates.sslSocketFactory());
        server.start();
    }

    /** A server that, whatever it is asked, begins like this and goes on with a character from time to time. */
    static FileHost dripping(String beginning, Duration pause) throws IOException {
        FileHost host = new FileHost();
        ServerSocket listening = host.certificates
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        host.dripping = listening;
        Thread.ofVirtual().start(() -> {
            try (Socket socket = listening.accept();
                    OutputStream out = socket.getOutputStream()) {
                out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (!listening.isClosed()) {
                    out.write('x');
                    out.flush();
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (IOException _) {
                // the client has gone
            }
        });
        return host;
    }

    MockWebServer server() {
        return server;
    }

    int port() {
        return dripping == null ? server.getPort() : dripping.getLocalPort();
    }

    /** As it is listed. */
    String name() {
        return "localhost:" + port();
    }

    BlobReference reference(String path) {
        return reference("localhost", path);
    }

    BlobReference reference(String name, String path) {
        return new BlobReference(URI.create("https://" + name + ":" + port() + path), null, null, null);
    }

    void answer(MockResponse response) {
        server.enqueue(response);
    }

    void answer(int status) {
        answer(new MockResponse.Builder().code(status).build());
    }

    /** Answers with a redirect; {@code {host}} in it is this server. */
    void redirect(int status, String location) {
        answer(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", location.replace("{host}", name()))
                .build());
    }

    HttpsBlobs blobs(List<String> hosts, boolean privateAddresses) {
        return make(hosts, privateAddresses, UnaryOperator.identity());
    }

    HttpsBlobs blobsThatReadFor(Duration timeout) {
        return make(List.of(name()), true, UnaryOperator.identity(), timeout);
    }

    /** A store that resolves names like this. */
    HttpsBlobs blobs(List<String> hosts, boolean privateAddresses, Dns dns) {
        return make(hosts, privateAddresses, client -> client.dns(dns));
    }

    HttpsBlobs blobs(ConnectionPool pool) {
        return make(List.of(name()), true, client -> client.connectionPool(pool));
    }

    HttpsBlobs blobsThatTrustNobody() {
        return new HttpsBlobs(new Settings.Https(List.of(name()), true), PATIENT);
    }

    private HttpsBlobs make(List<String> hosts, boolean privateAddresses, UnaryOperator<OkHttpClient.Builder> more) {
        return make(hosts, privateAddresses, more, PATIENT);
    }

    private HttpsBlobs make(
            List<String> hosts,
            boolean privateAddresses,
            UnaryOperator<OkHttpClient.Builder> more,
            Duration readTimeout) {
        return new HttpsBlobs(
                new Settings.Https(hosts, privateAddresses),
                readTimeout,
                client -> more.apply(
                        client.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())));
    }

    @Override
    public void close() {
        server.close();
        if (dripping != null) {
            try {
                dripping.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
