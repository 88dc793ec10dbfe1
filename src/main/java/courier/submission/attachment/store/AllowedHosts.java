package courier.submission.attachment.store;

import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * The hosts that may be read from: each by its name, or {@code *.} and a domain for all below it (not itself), with a
 * port unless it is HTTPS's own. Immutable; safe for use by many threads.
 */
final class AllowedHosts {

    private static final int HTTPS_PORT = 443;

    private final List<Entry> entries;

    private record Entry(String name, boolean below, int port) {

        static Entry of(String text) {
            boolean below = text.startsWith("*.");
            String rest = (below ? text.substring(1) : text).toLowerCase(Locale.ROOT);
            int colon = rest.indexOf(':');
            return colon < 0
                    ? new Entry(rest, below, HTTPS_PORT)
                    : new Entry(rest.substring(0, colon), below, Integer.parseInt(rest.substring(colon + 1)));
        }

        boolean covers(HttpUrl url) {
            boolean named = below
                    ? url.host().endsWith(name) && url.host().length() > name.length()
                    : url.host().equals(name);
            return named && url.port() == port;
        }
    }

    AllowedHosts(List<String> texts) {
        entries = texts.stream().map(Entry::of).toList();
    }

    /** Whether a URL may be asked for; the one that is, with its host as it will be connected to. */
    boolean allow(HttpUrl url) {
        return url.isHttps()
                && url.encodedUsername().isEmpty()
                && url.encodedPassword().isEmpty()
                && entries.stream().anyMatch(entry -> entry.covers(url));
    }
}
