package courier.sandbox.kombo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer, ready to be sent.
 *
 * @param code the error code in it, for the journal; null where it has none
 * @param headers beside Content-Type and Content-Length
 */
record Answer(int status, @Nullable String code, String contentType, Map<String, String> headers, byte[] body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, code, contentType, all, body);
    }

    /** The same answer as if it ended half-way through its body. */
    Answer half() {
        return new Answer(status, code, contentType, headers, Arrays.copyOf(body, body.length / 2));
    }

    int length() {
        return body.length;
    }
}
