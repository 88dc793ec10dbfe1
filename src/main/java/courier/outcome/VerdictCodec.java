package courier.outcome;

import static courier.outcome.OutcomeCodec.present;

import courier.avro.internal.AttemptOutcome;
import courier.intent.Identity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verdicts in the envelope. */
final class VerdictCodec {

    private VerdictCodec() {}

    static AttemptOutcome toAvro(OutcomeRecord.Attempted attempted) {
        AttemptOutcome.Builder outcome = AttemptOutcome.newBuilder()
                .setStartedAt(attempted.startedAt())
                .setEndedAt(attempted.endedAt())
                .setDelivery(attempted.verdict().delivery().text());
        switch (attempted.verdict()) {
            case Verdict.Settle(Application application, List<Notice> notices) ->
                outcome.setVerdict("settle")
                        .setApplication(Applications.toAvro(application))
                        .setNotices(notices.stream().map(VerdictCodec::toAvro).toList());
            case Verdict.AlreadyExists(Cause cause, List<Notice> notices) ->
                outcome.setVerdict("already-exists")
                        .setCause(toAvro(cause))
                        .setNotices(notices.stream().map(VerdictCodec::toAvro).toList());
            case Verdict.Retry(Cause cause, var after, var _) ->
                outcome.setVerdict("retry").setCause(toAvro(cause)).setRetryAfterMs(millis(after));
            case Verdict.Throttle(Cause cause, Scope scope, var after) ->
                outcome.setVerdict("throttle")
                        .setCause(toAvro(cause))
                        .setScope(scope.text())
                        .setRetryAfterMs(millis(after));
            case Verdict.Hold(Cause cause, Scope scope, var _) ->
                outcome.setVerdict("hold").setCause(toAvro(cause)).setScope(scope.text());
            case Verdict.Reject(Cause cause, var _, Action action) ->
                outcome.setVerdict("reject").setCause(toAvro(cause)).setAction(action.text());
            case Verdict.Doubt(Cause cause) -> outcome.setVerdict("doubt").setCause(toAvro(cause));
        }
        return outcome.build();
    }

    static OutcomeRecord.Attempted fromAvro(Identity identity, String nonce, int attempt, AttemptOutcome outcome) {
        Delivery delivery = Delivery.of(outcome.getDelivery());
        Verdict verdict = switch (outcome.getVerdict()) {
            case "settle" ->
                new Verdict.Settle(
                        Applications.fromAvro(present(outcome.getApplication(), "application")), notices(outcome));
            case "already-exists" -> new Verdict.AlreadyExists(cause(outcome), notices(outcome));
            case "retry" -> new Verdict.Retry(cause(outcome), after(outcome), delivery);
            case "throttle" -> new Verdict.Throttle(cause(outcome), scope(outcome), after(outcome));
            case "hold" -> new Verdict.Hold(cause(outcome), scope(outcome), delivery);
            case "reject" ->
                new Verdict.Reject(cause(outcome), delivery, Action.of(present(outcome.getAction(), "action")));
            // what only a later release knows is judged like what nobody knows
            default -> new Verdict.Doubt(cause(outcome));
        };
        return new OutcomeRecord.Attempted(
                identity, nonce, attempt, outcome.getStartedAt(), outcome.getEndedAt(), verdict);
    }

    private static courier.avro.internal.Notice toAvro(Notice notice) {
        return new courier.avro.internal.Notice(notice.code(), notice.message());
    }

    private static List<Notice> notices(AttemptOutcome outcome) {
        return outcome.getNotices().stream().map(VerdictCodec::fromAvro).toList();
    }

    private static Notice fromAvro(courier.avro.internal.Notice notice) {
        return new Notice(notice.getCode(), notice.getMessage());
    }

    static courier.avro.internal.Cause toAvro(Cause cause) {
        return new courier.avro.internal.Cause(
                cause.code(), cause.title(), cause.message(), cause.httpStatus(), cause.logUrl());
    }

    private static Cause cause(AttemptOutcome outcome) {
        return fromAvro(outcome.getCause());
    }

    static Cause fromAvro(courier.avro.internal.@Nullable Cause cause) {
        return cause == null
                ? Cause.of("UNKNOWN", "The outcome record names no cause.")
                : new Cause(
                        cause.getCode(),
                        cause.getTitle(),
                        cause.getMessage(),
                        cause.getHttpStatus(),
                        cause.getLogUrl());
    }

    private static Scope scope(AttemptOutcome outcome) {
        return Scope.of(present(outcome.getScope(), "scope"));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration after(AttemptOutcome outcome) {
        Long millis = outcome.getRetryAfterMs();
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
