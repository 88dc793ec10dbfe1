package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

/** As the JDK and OkHttp throw them; the servers of other tests see that they still do. */
final class TlsTroubleTest {

    @Test
    void shouldFindTheReasonHoweverDeepItLies() {
        assertThat(of(new CertPathValidatorException(
                        "validity check failed", new CertificateExpiredException("NotAfter"))))
                .isEqualTo(TlsTrouble.EXPIRED);
        assertThat(of(new CertificateNotYetValidException())).isEqualTo(TlsTrouble.NOT_YET_VALID);
        assertThat(of(new CertPathBuilderException("unable to find valid certification path to requested target")))
                .isEqualTo(TlsTrouble.UNTRUSTED);
        assertThat(of(new CertPathValidatorException(
                        "signature check failed",
                        null,
                        null,
                        -1,
                        CertPathValidatorException.BasicReason.INVALID_SIGNATURE)))
                .isEqualTo(TlsTrouble.UNTRUSTED);
        assertThat(of(new CertificateException("No subject alternative names matching IP address 1.2.3.4 found")))
                .isEqualTo(TlsTrouble.WRONG_HOST);
        assertThat(TlsTrouble.of(new SSLPeerUnverifiedException("Hostname a.example not verified:")))
                .isEqualTo(TlsTrouble.WRONG_HOST);
        assertThat(TlsTrouble.of(new SSLHandshakeException("Received fatal alert: bad_certificate")))
                .isEqualTo(TlsTrouble.REFUSED_BY_PEER);
        assertThat(TlsTrouble.of(new SSLException("Unsupported or unrecognized SSL message")))
                .isEqualTo(TlsTrouble.NO_TLS);
    }

    @Test
    void shouldClaimNothingWhereNothingIsCertain() {
        assertThat(TlsTrouble.of(new SSLException("closed"))).isEqualTo(TlsTrouble.OTHER);
        assertThat(TlsTrouble.of(new EOFException())).isEqualTo(TlsTrouble.OTHER);
        assertThat(TlsTrouble.of(null)).isEqualTo(TlsTrouble.OTHER);
    }

    @Test
    void shouldQuoteNothing() {
        for (TlsTrouble trouble : TlsTrouble.values()) {
            assertThat(trouble.words()).isNotBlank().doesNotContain("example", "%s");
        }
    }

    private static TlsTrouble of(Exception reason) {
        return TlsTrouble.of(new IOException(new SSLHandshakeException("PKIX path building failed") {
            @Override
            public synchronized Throwable getCause() {
                return reason;
            }
        }));
    }
}
