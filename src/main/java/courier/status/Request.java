package courier.status;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page.
 *
 * @param path the parts between slashes, decoded
 * @param query the parameters, decoded; of one that is given more than once, the last
 * @param forwarded whether another worker asks, for somebody who had asked it
 */
record Request(List<String> path, Map<String, String> query, boolean forwarded) {

    Request {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    /**
     * Reads a request's path and query as they stand in its first line.
     *
     * @throws IllegalArgumentException for an encoding that is none
     */
    static Request of(String rawPath, @Nullable String rawQuery, boolean forwarded) {
        List<String> path = Arrays.stream(rawPath.split("/", -1))
                .skip(1)
                .map(Request::decoded)
                .toList();
        Map<String, String> query = rawQuery == null || rawQuery.isEmpty()
                ? Map.of()
                : Arrays.stream(rawQuery.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> decoded(pair[0]),
                                pair -> pair.length == 1 ? "" : decoded(pair[1]),
                                (_, last) -> last));
        return new Request(path.equals(List.of("")) ? List.of() : path, query, forwarded);
    }

    /** A plus is a plus: ids may have one, and paths are no forms. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
