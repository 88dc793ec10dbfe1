package courier.ops;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words of Courier's own why TLS could not be agreed upon. The exceptions' messages are looked at but never
 * passed on: they name hosts, and say the decisive thing last, if at all. Pure.
 */
public enum TlsTrouble {
    /** The other side's certificate, or one of its chain, is past its last day. */
    EXPIRED("the other side's certificate has expired"),
    /** It is not valid yet; or this machine's clock is wrong. */
    NOT_YET_VALID("the other side's certificate is not valid yet: compare the clocks"),
    /** No authority of the trust store vouches for it. */
    UNTRUSTED("the other side's certificate comes from an authority that is not trusted here"),
    /** It is for somebody else. */
    WRONG_HOST("the other side's certificate is for another host name than the one that was called"),
    /** The other side wants another certificate of ours, or one at all. */
    REFUSED_BY_PEER("the other side refuses the handshake: look at its log, and at the certificate shown to it"),
    /** Nothing that speaks TLS listens there. */
    NO_TLS("the other side does not speak TLS"),
    /** Anything else. */
    OTHER("no agreement on TLS was reached");

    /** No authority is named as the issuer, or one by that name has not signed it. */
    private static final Set<CertPathValidatorException.Reason> UNVOUCHED =
            Set.of(PKIXReason.NO_TRUST_ANCHOR, BasicReason.INVALID_SIGNATURE);

    private static final List<String> NOT_OF_TLS =
            List.of("plaintext connection", "unrecognized ssl message", "not an ssl/tls record");

    private final String words;

    TlsTrouble(String words) {
        this.words = words;
    }

    /** What went wrong, for a person; quotes nothing. */
    public String words() {
        return words;
    }

    /** What a failure says of TLS; {@link #OTHER} where it says nothing certain. */
    public static TlsTrouble of(@Nullable Throwable failure) {
        TlsTrouble found = OTHER;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            TlsTrouble here = ofOne(t);
            // the innermost one knows best: a path that cannot be validated may end in a date
            found = here == OTHER ? found : here;
        }
        return found;
    }

    private static TlsTrouble ofOne(Throwable t) {
        String message = t.getMessage() == null ? "" : t.getMessage().toLowerCase(Locale.ROOT);
        return switch (t) {
            case CertificateExpiredException _ -> EXPIRED;
            case CertificateNotYetValidException _ -> NOT_YET_VALID;
            case CertPathBuilderException _ -> UNTRUSTED;
            case CertPathValidatorException path when UNVOUCHED.contains(path.getReason()) -> UNTRUSTED;
            case CertificateException _
            when message.contains("subject alternative") || message.contains("no name matching") -> WRONG_HOST;
            case CertificateException _
            when message.contains("not trusted") || message.contains("trustanchor") -> UNTRUSTED;
            case SSLException _ when message.contains("not verified") -> WRONG_HOST;
            case SSLException _ when message.contains("fatal alert") -> REFUSED_BY_PEER;
            case SSLException _ when NOT_OF_TLS.stream().anyMatch(message::contains) -> NO_TLS;
            default -> OTHER;
        };
    }
}
