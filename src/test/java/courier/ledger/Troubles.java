package courier.ledger;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.outcome.Verdict;

/** What Kombo says, or does not, when something is wrong. */
final class Troubles {

    private Troubles() {}

    static Verdict brokenIntegration() {
        return new Verdict.Hold(cause("INTEGRATION.AUTHENTICATION_INVALID", 409), Scope.INTEGRATION, Delivery.REFUSED);
    }

    static Verdict brokenKey() {
        return new Verdict.Hold(cause("PLATFORM.AUTHENTICATION_INVALID", 401), Scope.KEY, Delivery.REFUSED);
    }

    static Verdict down() {
        return new Verdict.Retry(cause("REMOTE.SERVICE_UNAVAILABLE", 503), null, Delivery.UNKNOWN);
    }

    static Verdict timedOut() {
        return new Verdict.Doubt(Cause.of("READ_TIMEOUT", "No answer."));
    }

    static Verdict unreachable(String code) {
        return new Verdict.Retry(Cause.of(code, "Not sent."), null, Delivery.UNSENT);
    }

    static Cause cause(String code, int status) {
        return new Cause(code, null, "m", status, "https://log/1");
    }
}
