package courier.ledger;

import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.OutcomeRecord.Attempted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How intents end: what is remembered of them, and the one event. */
final class Endings {

    private final Rules rules;

    Endings(Rules rules) {
        this.rules = rules;
    }

    /** An arrival that is not let in. */
    Decision refused(
            Input.Arrived arrived, Moment at, Effect.Stage stage, Cause cause, Delivery delivery, Action action) {
        Entry.Settled settled =
                new Entry.Settled(arrived.jobId(), arrived.digest(), cause.code(), delivery, at.now(), List.of(), null);
        return Decision.of(
                settled, new Effect.DeadLetter(stage, cause, action, arrived.violations(), delivery, List.of()));
    }

    Decision expired(Entry.Open open, Moment at) {
        Cause cause = Cause.of(Codes.EXPIRED, "The intent's expires_at passed before it could be submitted.");
        return deadLetter(open, at, Effect.Stage.LEDGER, cause, Delivery.UNSENT, Action.NEEDS_CORRECTION, null);
    }

    Decision holdExpired(Entry.Open open, String code, Moment at) {
        Cause cause = Cause.of(
                Codes.HOLD_EXPIRED,
                "The integration stayed broken (" + code + ") for as long as a hold may last. Once it works again,"
                        + " replay.");
        return deadLetter(open, at, Effect.Stage.LEDGER, cause, Delivery.REFUSED, Action.RETRYABLE, null);
    }

    Decision replayOvertaken(Entry.Open open, Moment at) {
        Cause cause = Cause.of(
                Codes.ALREADY_DELIVERED,
                "The generation before this one turned out to be delivered: this one is not submitted.");
        return deadLetter(open, at, Effect.Stage.LEDGER, cause, Delivery.DELIVERED, Action.NEVER, null);
    }

    Decision retriesExhausted(Entry.Open open, Cause last, Delivery delivery, String nonce, Moment at) {
        String limit = open.attempts() >= rules.retry().maxAttempts()
                ? open.attempts() + " attempts"
                : "the longest time for retries (" + rules.retry().maxAge() + ")";
        Cause cause = new Cause(
                Codes.RETRIES_EXHAUSTED,
                last.title(),
                "Given up after " + limit + "; the last answer was " + last.code() + ".",
                last.httpStatus(),
                last.logUrl());
        return deadLetter(open, at, Effect.Stage.SUBMISSION, cause, delivery, Action.RETRYABLE, nonce);
    }

    Decision rejected(Entry.Open open, Cause cause, Delivery delivery, Action action, String nonce, Moment at) {
        return deadLetter(open, at, Effect.Stage.SUBMISSION, cause, delivery, action, nonce);
    }

    /** The answer leaves the outcome open: parked. */
    Decision doubted(Entry.Open open, Cause cause, String nonce, Moment at) {
        return deadLetter(
                open,
                at,
                Effect.Stage.SUBMISSION,
                new Cause(
                        Codes.OUTCOME_UNKNOWN,
                        cause.title(),
                        "The application may or may not have been created (" + cause.code() + ": " + cause.message()
                                + "). Look in the ATS, then settle it or replay it with resubmit_unknown.",
                        cause.httpStatus(),
                        cause.logUrl()),
                Delivery.UNKNOWN,
                Action.NEEDS_DECISION,
                nonce);
    }

    /** No outcome came at all: parked, and the dispatch is remembered, as one may still come. */
    Decision neverAnswered(Entry.Open open, Entry.Mark mark, Moment at) {
        List<Entry.OpenNonce> unresolved = new ArrayList<>(open.unresolved());
        unresolved.add(Entry.OpenNonce.of(mark));
        Cause cause = Cause.of(
                Codes.OUTCOME_UNKNOWN,
                "The worker that dispatched the call ended, or lost its way, before it reported an outcome: the"
                        + " application may or may not have been created. Look in the ATS, then settle it or replay"
                        + " it with resubmit_unknown.");
        Entry.AttemptLine line = new Entry.AttemptLine(
                mark.attempt(), mark.nonce(), null, null, "doubt", cause.code(), null, Delivery.UNKNOWN);
        Entry.Settled settled = new Entry.Settled(
                open.jobId(),
                open.digest(),
                cause.code(),
                open.unproven() ? Delivery.UNKNOWN : Delivery.UNSENT,
                at.now(),
                unresolved,
                null);
        return Decision.of(
                settled,
                new Effect.DeadLetter(
                        Effect.Stage.SUBMISSION,
                        cause,
                        Action.NEEDS_DECISION,
                        List.of(),
                        Delivery.UNKNOWN,
                        open.with(line).history()),
                new Effect.Count(Effect.Tally.DOUBTED));
    }

    /**
     * Ends an intent well.
     *
     * @param cancelled a dispatch that the success overtook; its nonce is remembered, as its call may have started
     */
    Decision succeeded(
            Entry.Open open,
            Attempted attempted,
            Application application,
            List<Notice> warnings,
            Entry.@Nullable Mark cancelled,
            Moment at) {
        List<Entry.OpenNonce> unresolved =
                new ArrayList<>(open.without(attempted.nonce()).unresolved());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Succeed(
                application, warnings, Math.max(attempted.attempt(), open.attempts()), attempted.startedAt()));
        warnings.forEach(warning -> effects.add(new Effect.Warn(warning, application)));
        if (cancelled != null) {
            unresolved.add(Entry.OpenNonce.of(cancelled));
            effects.add(new Effect.Cancel(cancelled.nonce()));
        }
        Entry.Settled settled = new Entry.Settled(
                open.jobId(), open.digest(), null, Delivery.DELIVERED, at.now(), unresolved, attempted.nonce());
        return new Decision(settled, effects);
    }

    private static Decision deadLetter(
            Entry.Open open,
            Moment at,
            Effect.Stage stage,
            Cause cause,
            Delivery delivery,
            Action action,
            @Nullable String settledBy) {
        Entry.Settled settled = new Entry.Settled(
                open.jobId(),
                open.digest(),
                cause.code(),
                open.unproven() && delivery != Delivery.DELIVERED ? Delivery.UNKNOWN : delivery,
                at.now(),
                open.unresolved(),
                settledBy);
        Delivery known = settled.delivery();
        return Decision.of(
                settled,
                new Effect.DeadLetter(
                        stage,
                        cause,
                        known == Delivery.UNKNOWN && action != Action.NEVER ? Action.NEEDS_DECISION : action,
                        List.of(),
                        known,
                        open.history()));
    }
}
