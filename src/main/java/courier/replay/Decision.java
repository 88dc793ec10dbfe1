package courier.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names what a person has decided for a session, so that it cannot be continued with another decision by mistake.
 * {@code --limit} and {@code --rate} are no part of it: a session may begin with a few dead letters and go on with the
 * rest.
 */
public final class Decision {

    private static final int BYTES = 8;

    private Decision() {}

    /**
     * The name.
     *
     * @param patch its text; null for none
     */
    public static String of(Selection selection, boolean resubmitUnknown, boolean raw, byte @Nullable [] patch) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String words = selection + " resubmit-unknown=" + resubmitUnknown + " raw=" + raw + " patch=";
            digest.update(words.getBytes(StandardCharsets.UTF_8));
            if (patch != null) {
                digest.update(patch);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
