package courier.submission.kombo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a body that nobody can read: its length, its type, and those of its words that are on a list. Such a
 * body may quote the request, in any form; what is told of it is made of our own words only, see {@code RATIONALE.md},
 * "Why an unreadable answer is told in our own words".
 */
final class Excerpt {

    /** As much of the body as is looked at. */
    static final int LOOK_BYTES = 8 * 1024;

    private static final int MOST_WORDS = 12;

    /**
     * What servers, proxies and firewalls say of themselves; never a word that could be told of a person, be a name, or
     * stand in a CV to say anything, and never a digit.
     */
    private static final Set<String> WORDS = Set.of(("accept access acceptable akamai allowed apache authentication"
                    + " authorization awselb backend bad balancer blocked busy captcha certificate cloudflare cloudfront"
                    + " connection content credentials currently database denied encountered endpoint envoy error errors"
                    + " exceeded exception expired failed failure fault firewall forbidden found gateway haproxy header"
                    + " host html http https imperva incapsula input integration internal invalid json key kombo large"
                    + " limit login long maintenance malformed message method missing moved network nginx not object"
                    + " origin overloaded parameter parse payload permanently please policy proxy quota rate refused"
                    + " required request reset response retry robot route schedule scheduled security server service"
                    + " session signature ssl stack status success syntax temporarily temporary throttled timed timeout"
                    + " tls token too traffic try unauthorized unavailable under unexpected unknown unprocessable"
                    + " unreachable unsupported upstream url validation varnish version waf web xml zone")
            .split(" "));

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/octet-stream",
            "application/problem+json",
            "application/xml",
            "text/html",
            "text/plain",
            "text/xml");

    /** Tags and comments, so that a page is told by what it shows. */
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\P{L}+");

    private Excerpt() {}

    /**
     * Describes a body.
     *
     * @param kind what it was taken for, in our own words
     * @param read what was read of it
     */
    static String of(String kind, ResponseBody body, AnswerStream read) {
        long declared = body.contentLength();
        StringBuilder text = new StringBuilder(kind).append(" (").append(type(body.contentType()));
        text.append(declared < 0 ? ", read " + read.count() : ", length " + declared)
                .append(')');
        List<String> words = words(read.beginning());
        if (!words.isEmpty()) {
            text.append(", with the words ").append(String.join(" ", words));
        }
        return text.toString();
    }

    private static String type(@Nullable MediaType type) {
        if (type == null) {
            return "no type";
        }
        String name = (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
        return TYPES.contains(name) ? name : "another type";
    }

    /** The words on the list, each once, in the order of their first appearance. */
    static List<String> words(byte[] beginning) {
        String shown =
                MARKUP.matcher(new String(beginning, StandardCharsets.UTF_8)).replaceAll(" ");
        return Arrays.stream(BETWEEN_WORDS.split(shown))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(WORDS::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .limit(MOST_WORDS)
                .toList();
    }

    static boolean isOnTheList(String word) {
        return WORDS.contains(word);
    }
}
