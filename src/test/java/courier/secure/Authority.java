package courier.secure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of a test's own, and the PEM files that servers and clients take. */
final class Authority {

    private final Path folder;
    private final HeldCertificate root = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("test authority")
            .build();

    Authority(Path folder) {
        this.folder = folder;
    }

    /** Its own certificate: what clients trust. */
    Path trust() {
        return write("trust.pem", root.certificatePem());
    }

    /** A server's key and chain for this machine, valid now. */
    Path server() {
        return server("server.pem", valid(Duration.ofDays(-1), Duration.ofDays(1)));
    }

    /** The same, valid until yesterday. */
    Path expiredServer() {
        return server("expired.pem", valid(Duration.ofDays(-3), Duration.ofDays(-1)));
    }

    /** For a server in this JVM. */
    SSLContext serverContext() {
        return context(valid(Duration.ofDays(-1), Duration.ofDays(1)));
    }

    /** The same, valid until yesterday. */
    SSLContext expiredServerContext() {
        return context(valid(Duration.ofDays(-3), Duration.ofDays(-1)));
    }

    private SSLContext context(HeldCertificate server) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(server, root.certificate())
                .build()
                .sslContext();
    }

    private HeldCertificate valid(Duration from, Duration to) {
        Instant now = Instant.now();
        return new HeldCertificate.Builder()
                .signedBy(root)
                .addSubjectAlternativeName("127.0.0.1")
                .validityInterval(now.plus(from).toEpochMilli(), now.plus(to).toEpochMilli())
                .build();
    }

    private Path server(String name, HeldCertificate server) {
        return write(name, server.privateKeyPkcs8Pem() + server.certificatePem() + root.certificatePem());
    }

    private Path write(String name, String pem) {
        try {
            return Files.writeString(folder.resolve(name), pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
