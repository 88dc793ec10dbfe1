package courier.admission;

import com.fasterxml.jackson.databind.JsonNode;
import courier.intent.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules of a blob reference, as far as they can be told without the store. */
final class BlobRules {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private BlobRules() {}

    static void check(JsonNode blob, String pointer, List<Violation> found) {
        if (!blob.isObject()) {
            found.add(new Violation(pointer, "type", "must be an object with a uri"));
            return;
        }
        uri(blob.path("uri"), pointer + "/uri", found);
        JsonNode size = blob.path("size_bytes");
        if (!size.isMissingNode() && !(size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0)) {
            found.add(new Violation(pointer + "/size_bytes", "minimum", "must be a whole number of bytes, 0 or more"));
        }
        JsonNode sha256 = blob.path("sha256");
        if (!sha256.isMissingNode() && !SHA256.matcher(sha256.asText()).matches()) {
            found.add(new Violation(
                    pointer + "/sha256", "pattern", "must be the SHA-256 of the file as 64 hexadecimal digits"));
        }
        JsonNode contentType = blob.path("content_type");
        if (!contentType.isMissingNode() && !Expectation.isContentType(contentType.asText())) {
            found.add(new Violation(pointer + "/content_type", "pattern", Expectation.CONTENT_TYPE));
        }
    }

    private static void uri(JsonNode node, String pointer, List<Violation> found) {
        if (!node.isTextual()) {
            found.add(new Violation(pointer, "required", "is required: give the place of the file"));
            return;
        }
        URI uri;
        try {
            uri = new URI(node.textValue());
        } catch (URISyntaxException _) {
            found.add(
                    new Violation(pointer, "uri", "must be a URI: percent-encode spaces and other special characters"));
            return;
        }
        String expected = expectation(uri);
        if (!expected.isEmpty()) {
            found.add(new Violation(pointer, uri.getScheme() == null ? "uri" : "scheme", expected));
        } else if (uri.getRawFragment() != null) {
            found.add(new Violation(pointer, "uri", "must not have a fragment: percent-encode # as %23"));
        }
    }

    /** What the URI should look like; empty if it does. */
    private static String expectation(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean path = uri.getRawPath() != null && uri.getRawPath().length() > 1;
        boolean authority = uri.getRawAuthority() != null;
        String query = uri.getRawQuery();
        return switch (scheme) {
            case "s3" ->
                authority && path && (query == null || query.startsWith("versionId="))
                        ? ""
                        : "must name bucket and key, s3://bucket/key, with ? in a key as %3F";
            case "https" -> uri.getHost() != null ? "" : "must name a host, https://host/path";
            case "file" ->
                !authority && path && query == null
                        ? ""
                        : "must name an absolute path and no host, file:///folder/file, with ? in a name as %3F";
            default -> "must begin with s3://, https:// or file:///";
        };
    }
}
