package courier.submission.attachment.store;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code s3://bucket/key} names: the key is percent-decoded, and everything else in it stands for itself, so that
 * {@code +} is no blank and {@code //} is two. {@code ?versionId=…} may follow.
 */
record S3Location(String bucket, String key, @Nullable String versionId) {

    private static final Pattern BUCKET = Pattern.compile("[a-zA-Z0-9._-]{1,255}");
    private static final int KEY_MAX_BYTES = 1024;
    private static final String VERSION = "versionId=";

    /** Null for a URI that names no object. */
    static @Nullable S3Location of(URI uri) {
        String bucket = uri.getRawAuthority();
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        if (bucket == null || path == null || uri.getRawFragment() != null) {
            return null;
        }
        boolean versioned = query != null && query.startsWith(VERSION);
        if (!BUCKET.matcher(bucket).matches() || (query != null && !versioned)) {
            return null;
        }
        String key = path.isEmpty() ? null : decoded(path.substring(1));
        String version = versioned ? decoded(query.substring(VERSION.length())) : null;
        if (key == null || key.isEmpty() || (versioned && (version == null || version.isEmpty()))) {
            return null;
        }
        return key.getBytes(StandardCharsets.UTF_8).length > KEY_MAX_BYTES
                ? null
                : new S3Location(bucket, key, version);
    }

    /** Whether a path with this key in it could be taken for another path, by whatever stands before the store. */
    boolean hasDotSegment() {
        return Arrays.stream(key.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** The text, or null if its bytes are no text. The URI's syntax says that two digits follow each percent sign. */
    private static @Nullable String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.put((byte) (HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2])));
                i += 2;
            } else {
                bytes.put(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /** Without the key: file names tell of people. */
    @Override
    public String toString() {
        return "s3://" + bucket;
    }
}
