package courier.registry;

import courier.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One address of the registry.
 *
 * @param base without user info and without a trailing slash: safe to print
 * @param authorization the value of the header
 */
record Endpoint(URI base, @Nullable Secret authorization) {

    private static final String URL = "schema.registry.url";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";

    /** All addresses of {@code schema.registry.url}, in their order. */
    static List<Endpoint> all(ClientProperties properties) {
        String urls = properties.required(URL, "give one or more addresses, separated by commas.");
        Secret shared = sharedAuthorization(properties);
        List<Endpoint> endpoints = new ArrayList<>();
        for (String url : urls.split(",")) {
            if (!url.isBlank()) {
                endpoints.add(parse(url.strip(), shared));
            }
        }
        if (endpoints.isEmpty()) {
            throw new ConfigException(URL + " has no address.");
        }
        return List.copyOf(endpoints);
    }

    /** Appends a path that is already percent-encoded. */
    URI resolve(String path) {
        return URI.create(base + path);
    }

    private static Endpoint parse(String url, @Nullable Secret shared) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            if ((!"http".equals(scheme) && !"https".equals(scheme)) || uri.getHost() == null) {
                throw badUrl();
            }
            String path = uri.getRawPath().replaceAll("/+$", "");
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String userInfo = uri.getRawUserInfo();
            Secret own = userInfo == null ? null : basic(URLDecoder.decode(userInfo, StandardCharsets.UTF_8));
            return new Endpoint(new URI(scheme + "://" + uri.getHost() + port + path), shared == null ? own : shared);
        } catch (URISyntaxException _) {
            throw badUrl(); // without the cause: its message repeats the address, and that may hold a password
        }
    }

    private static ConfigException badUrl() {
        return new ConfigException(URL + " must hold addresses such as https://registry.example:8081, not something "
                + "else; what stands there is not printed, as it may hold a password.");
    }

    /** Null where the credentials come from each address itself, as they do by default. */
    private static @Nullable Secret sharedAuthorization(ClientProperties properties) {
        String bearer = properties.text(BEARER_SOURCE);
        String basic = properties.text(BASIC_SOURCE);
        if (bearer != null && !bearer.isBlank()) {
            if (basic != null && !basic.isBlank()) {
                throw new ConfigException(BASIC_SOURCE + " and " + BEARER_SOURCE + " are both set: keep one.");
            }
            if (!bearer.equals("STATIC_TOKEN")) {
                throw new ConfigException(BEARER_SOURCE + " must be STATIC_TOKEN; this serde knows no other.");
            }
            return new Secret("Bearer " + properties.required(BEARER_TOKEN, BEARER_SOURCE + " asks for it."));
        }
        return switch (basic) {
            case null -> null;
            case "", "URL" -> null;
            case "USER_INFO" -> basic(properties.required(BASIC_INFO, BASIC_SOURCE + " is USER_INFO: user:password."));
            default ->
                throw new ConfigException(BASIC_SOURCE + " must be USER_INFO or URL; this serde knows no other.");
        };
    }

    private static Secret basic(String userInfo) {
        return new Secret("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
