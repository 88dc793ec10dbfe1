package courier.sandbox.kombo;

import courier.sandbox.kombo.behaviour.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is checked of a request before anybody looks at its body. Safe for use by many threads. */
final class Gatekeeper {
    private static final Pattern INTEGRATION = Pattern.compile("[a-z0-9_-]+:[A-Za-z0-9_-]+");
    private static final String BEARER = "Bearer ";

    private final byte[] apiKey;
    private final Set<String> integrations;
    private final Answers answers;

    /**
     * Makes a gatekeeper.
     *
     * @param integrations those that exist; empty to let any be
     */
    Gatekeeper(String apiKey, Set<String> integrations, Answers answers) {
        this.apiKey = apiKey.getBytes(StandardCharsets.UTF_8);
        this.integrations = Set.copyOf(integrations);
        this.answers = answers;
    }

    /** The refusal of a request whose headers are not in order; null if they are. */
    @Nullable
    Answer refusal(Exchange exchange) {
        if (!knows(exchange.header("Authorization"))) {
            return answers.error(ErrorCode.KEY_INVALID, "The API key is missing or not valid.");
        }
        String integration = integration(exchange);
        if (!INTEGRATION.matcher(integration).matches()) {
            return answers.error(ErrorCode.INPUT_INVALID, "X-Integration-Id must be given, as <tool>:<id>.");
        }
        if (!integrations.isEmpty() && !integrations.contains(integration)) {
            return answers.error(ErrorCode.INTEGRATION_NOT_FOUND, "There is no such integration.");
        }
        return null;
    }

    /** The refusal of a request whose body is not declared as JSON; null if it is. */
    @Nullable
    Answer refusalOfBody(Exchange exchange) {
        String contentType = exchange.header("Content-Type");
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return null;
        }
        return answers.error(ErrorCode.INPUT_INVALID, "Content-Type must be application/json.");
    }

    /** The integration as the request says it; empty where it does not. */
    static String integration(Exchange exchange) {
        String integration = exchange.header("X-Integration-Id");
        return integration == null ? "" : integration;
    }

    private boolean knows(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        apiKey, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }
}
