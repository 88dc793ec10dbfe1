package courier.ledger;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.OutcomeRecord.Attempted;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's outcome tells of the integration that it went to, and of the way there: key, address, network.
 * {@code RATIONALE.md}, "Why an answer proves only what it came through", has the reasons.
 *
 * @param way of all calls of this worker alike
 * @param scope how far the way's trouble reaches
 * @param cause null for a success
 * @param inDoubt whether the application may have been created and nobody knows
 * @param startedAt when the call began, in milliseconds since the epoch
 */
public record Evidence(
        Finding integration,
        Finding way,
        Scope scope,
        @Nullable Cause cause,
        boolean inDoubt,
        long startedAt) {

    /** What was found. */
    enum Finding {
        /** It works. */
        GOOD,
        /** It failed as in an outage. */
        FAILING,
        /** It says itself that it is broken until somebody acts. */
        BROKEN,
        /** Nothing was learnt of it. */
        SILENT
    }

    /**
     * Failures before anything of the request was taken: no integration's, as all have the same host. A request that
     * broke on its way is not among them: its own files may be why.
     */
    static final Set<String> OF_THE_WAY = Set.of(
            "DNS_FAILED",
            "CONNECT_REFUSED",
            "CONNECT_TIMEOUT",
            "CONNECT_FAILED",
            "TLS_FAILED",
            "HTTP2_GOAWAY",
            "HTTP2_REFUSED_STREAM");

    /** Beginnings of the codes of what failed in the worker or in its stores of files. */
    private static final Set<String> OUR_OWN = Set.of("ATTACHMENT", "INTERNAL_ERROR", "REQUEST_NOT_EXPRESSIBLE");

    /** Of Kombo itself: said before, or without, asking the integration. */
    private static final String PLATFORM = "PLATFORM.";

    /** The one answer of Kombo's that may come before it has looked at the key. */
    private static final String RATE_LIMIT = "PLATFORM.RATE_LIMIT_EXCEEDED";

    static Evidence of(Attempted attempted) {
        Long began = attempted.startedAt();
        long startedAt = began == null ? attempted.endedAt() : began;
        return switch (attempted.verdict()) {
            case Verdict.Settle _, Verdict.AlreadyExists _ ->
                new Evidence(Finding.GOOD, Finding.GOOD, Scope.KEY, null, false, startedAt);
            case Verdict.Throttle(Cause cause, var _, var _) ->
                new Evidence(Finding.SILENT, reached(cause), Scope.KEY, cause, false, startedAt);
            case Verdict.Hold(Cause cause, Scope scope, var _) ->
                scope == Scope.INTEGRATION
                        ? new Evidence(Finding.BROKEN, reached(cause), Scope.KEY, cause, false, startedAt)
                        : new Evidence(Finding.SILENT, Finding.BROKEN, scope, cause, false, startedAt);
            case Verdict.Reject(Cause cause, Delivery delivery, var _) ->
                new Evidence(answered(cause, delivery), reached(cause), Scope.KEY, cause, false, startedAt);
            case Verdict.Retry(Cause cause, var _, var _) -> failed(cause, false, startedAt);
            case Verdict.Doubt(Cause cause) -> failed(cause, true, startedAt);
        };
    }

    private static Evidence failed(Cause cause, boolean inDoubt, long startedAt) {
        if (OUR_OWN.stream().anyMatch(cause.code()::startsWith)) {
            return new Evidence(Finding.SILENT, Finding.SILENT, Scope.ADDRESS, cause, inDoubt, startedAt);
        }
        if (OF_THE_WAY.contains(cause.code())) {
            return new Evidence(Finding.SILENT, Finding.FAILING, Scope.ADDRESS, cause, inDoubt, startedAt);
        }
        return new Evidence(Finding.FAILING, reached(cause), Scope.ADDRESS, cause, inDoubt, startedAt);
    }

    /** A refusal that came from behind Kombo's own checks: the integration works. */
    private static Finding answered(Cause cause, Delivery delivery) {
        return delivery == Delivery.REFUSED && isKombos(cause) && !cause.code().startsWith(PLATFORM)
                ? Finding.GOOD
                : Finding.SILENT;
    }

    private static Finding reached(Cause cause) {
        return isKombos(cause) && !cause.code().equals(RATE_LIMIT) ? Finding.GOOD : Finding.SILENT;
    }

    /** Kombo's own codes have a dot, and none of Courier's has. */
    private static boolean isKombos(Cause cause) {
        return cause.httpStatus() != null && cause.code().indexOf('.') >= 0;
    }

    boolean saysNothing() {
        return integration == Finding.SILENT && way == Finding.SILENT;
    }

    Health.Trouble trouble(Scope of) {
        return new Health.Trouble(of, cause == null ? "UNKNOWN" : cause.code(), inDoubt, startedAt);
    }
}
