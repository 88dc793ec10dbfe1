package courier.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The page for people, {@code GET /}: one resource with its style and its script inside, which draws what
 * {@code /status} tells. The browser runs nothing else and asks nobody else: the policy that comes with it names the
 * two by their digests ({@code RATIONALE.md}, "Why the page is one file that asks nobody"). Thread-safe.
 */
final class WebPage {

    private static final String RESOURCE = "/courier/status/page.html";
    private static final Reply REPLY = made(read());

    private WebPage() {}

    static Reply reply() {
        return REPLY;
    }

    private static Reply made(byte[] bytes) {
        String page = new String(bytes, StandardCharsets.UTF_8);
        String policy = "default-src 'none'; connect-src 'self'; img-src data:; style-src " + digest(page, "style")
                + "; script-src " + digest(page, "script")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Reply(
                Reply.OK,
                "text/html; charset=utf-8",
                bytes,
                Map.of(
                        "Content-Security-Policy", policy,
                        "Referrer-Policy", "no-referrer",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Resource-Policy", "same-origin"));
    }

    /** As a policy names what stands between the only two tags of that name. */
    private static String digest(String page, String tag) {
        String opening = "<" + tag + ">";
        int from = page.indexOf(opening) + opening.length();
        String content = page.substring(from, page.indexOf("</" + tag + ">", from));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] read() {
        try (InputStream resource = WebPage.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the worker's own jar");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
