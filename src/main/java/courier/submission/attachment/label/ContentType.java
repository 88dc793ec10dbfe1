package courier.submission.attachment.label;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells content types that say something from those that are as good as none. */
public final class ContentType {

    /** What Kombo is told of a file of which nothing is known: as good as none, but {@code data} must have one. */
    public static final String UNKNOWN = "application/octet-stream";

    /** What stores, browsers and upload forms say for want of anything better. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            UNKNOWN,
            "binary/octet-stream",
            "application/binary",
            "application/unknown",
            "application/x-unknown",
            "application/download",
            "application/x-download",
            "application/force-download");

    /** What Kombo's schema accepts. */
    private static final Pattern ACCEPTED = Pattern.compile("[\\w.-]+/[\\w.-]+");

    private ContentType() {}

    /** The first of these that says something, as it was said; null if none does. */
    public static @Nullable String choose(
            @Nullable String ofIntent, @Nullable String ofBlob, @Nullable String ofStore) {
        if (saysSomething(ofIntent)) {
            return ofIntent;
        }
        if (saysSomething(ofBlob)) {
            return ofBlob;
        }
        String bare = bare(ofStore);
        return saysSomething(bare) ? bare : null;
    }

    /** Whether Kombo and a recruiter learn anything from it. */
    public static boolean saysSomething(@Nullable String type) {
        return type != null && ACCEPTED.matcher(type).matches() && !EMPTY_WORDS.contains(type.toLowerCase(Locale.ROOT));
    }

    /** A store may add parameters ({@code ; charset=…}). */
    private static @Nullable String bare(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        int parameters = stored.indexOf(';');
        return (parameters < 0 ? stored : stored.substring(0, parameters)).strip();
    }
}
