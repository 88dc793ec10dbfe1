package courier.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a {@link Request}.
 *
 * @param headers besides those of every answer
 */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int TOO_LONG = 414;
    static final int FAILED = 500;
    static final int BAD_GATEWAY = 502;
    static final int UNAVAILABLE = 503;

    static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Reply {
        headers = Map.copyOf(headers);
    }

    /** A record, or a map of what JSON has, as JSON. */
    static Reply json(int status, Object value) {
        try {
            byte[] body = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
            return new Reply(status, JSON, body, Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
        }
    }

    static Reply text(String contentType, String text) {
        return new Reply(OK, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An error: a word for programs and a sentence for people. */
    static Reply error(int status, String error, String message) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("message", message);
        return json(status, body);
    }

    /** The same, and to be asked again soon. */
    static Reply again(String error, String message) {
        return error(UNAVAILABLE, error, message).with("Retry-After", "2");
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }
}
