package courier.event;

import java.util.Optional;

/**
 * What a person should do about a code, in one place: {@link CodeBook}'s words, and those for whole families of holds.
 */
public final class Advice {

    private static final String LOOK = "`courier dead-letters show` says what was asked and tried.";

    private Advice() {}

    /** About a dead letter. */
    public static String onDeadLetter(String code) {
        return CodeBook.all().stream()
                .filter(entry -> entry.code().equals(code))
                .filter(entry -> entry.kind() == CodeBook.Kind.DEAD_LETTER || entry.kind() == CodeBook.Kind.REJECTED)
                .findFirst()
                .map(CodeBook.Entry::advice)
                .orElse(LOOK);
    }

    /** About a hold. */
    public static String onHold(String code) {
        Optional<CodeBook.Entry> entry = CodeBook.of(code).filter(found -> found.kind() == CodeBook.Kind.HOLD);
        return entry.map(CodeBook.Entry::advice).orElseGet(() -> family(code));
    }

    private static String family(String code) {
        return switch (code) {
            case "INTEGRATION.SETUP_SYNC_PENDING" -> "Kombo still sets the integration up: it passes by itself.";
            case "PLATFORM.AUTHENTICATION_INVALID", "HTTP_UNAUTHORIZED", "HTTP_REDIRECT" ->
                "Set the right `kombo.api-key` or `kombo.base-url`, and restart the workers.";
            case "PLATFORM.IP_NOT_WHITELISTED", "HTTP_FORBIDDEN" ->
                "Have Kombo, or the firewall before it, let the workers' addresses through.";
            case "DNS_FAILED", "TLS_FAILED", "REQUEST_CUT" -> "Look at name service, proxy and firewall.";
            default -> {
                if (code.startsWith("CONNECT_")) {
                    yield "Look at name service, proxy and firewall.";
                }
                yield code.startsWith("INTEGRATION.")
                        ? "Ask the customer to grant access again, or finish the setup in Kombo."
                        : "The ATS or Kombo is in trouble: see their status pages, and wait. Probes end the hold.";
            }
        };
    }
}
