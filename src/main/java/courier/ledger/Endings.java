package courier.ledger;

import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How intents end: what is remembered of them, and the one event. */
final class Endings {

    /** Goes with a success where another attempt is not proven undelivered. */
    static final Notice MAYBE_TWICE = new Notice(
            Codes.POSSIBLE_DUPLICATE,
            "Another attempt at this intent, whose outcome is not known, may have created an application too: the"
                    + " ATS may hold it twice.");

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
        Cause cause = new Cause(
                Codes.RETRIES_EXHAUSTED,
                last.title(),
                "Given up after " + rules.spending(open.attempts()) + "; the last answer was " + last.code() + ".",
                last.httpStatus(),
                last.logUrl());
        return deadLetter(open, at, Effect.Stage.SUBMISSION, cause, delivery, Action.RETRYABLE, nonce);
    }

    Decision rejected(Entry.Open open, Cause cause, Delivery delivery, Action action, String nonce, Moment at) {
        return deadLetter(open, at, Effect.Stage.SUBMISSION, cause, delivery, action, nonce);
    }

    /**
     * Nobody knows whether it was delivered, and a person has to find out.
     *
     * @param mark the dispatch whose outcome is not known
     * @param unknown why it is not
     * @param tried what has been done to find out, or to deliver it all the same; empty for nothing
     */
    Decision parked(Entry.Open open, Entry.Mark mark, Cause unknown, String tried, Moment at) {
        Cause cause = new Cause(
                unknown.code(),
                unknown.title(),
                unknown.message() + (tried.isEmpty() ? "" : " " + tried)
                        + " Look in the ATS, then settle it or replay it with resubmit_unknown.",
                unknown.httpStatus(),
                unknown.logUrl());
        boolean answered = !open.awaits(mark.nonce());
        return deadLetter(
                open,
                at,
                Effect.Stage.SUBMISSION,
                cause,
                answered ? Delivery.UNKNOWN : Delivery.UNSENT,
                Action.NEEDS_DECISION,
                answered ? mark.nonce() : null);
    }

    /**
     * A success.
     *
     * @param startedAt when its call began, in milliseconds since the epoch; null where it is not known
     */
    record Success(
            String nonce, int attempt, @Nullable Long startedAt, Application application, List<Notice> warnings) {
        Success {
            warnings = List.copyOf(warnings);
        }
    }

    /** Ends an intent well. A dispatch that this overtakes is remembered, as its call may have started. */
    Decision succeeded(Entry.Open open, Success success, Moment at) {
        List<Entry.OpenNonce> unresolved =
                new ArrayList<>(open.without(success.nonce()).unresolved());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Succeed(
                success.application(),
                success.warnings(),
                Math.max(success.attempt(), open.attempts()),
                success.startedAt()));
        success.warnings().forEach(warning -> effects.add(new Effect.Warn(warning, success.application())));
        if (open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && !mark.nonce().equals(success.nonce())) {
            unresolved.add(Entry.OpenNonce.of(mark));
            effects.add(new Effect.Cancel(mark.nonce()));
        }
        Entry.Settled settled = new Entry.Settled(
                open.jobId(), open.digest(), null, Delivery.DELIVERED, at.now(), unresolved, success.nonce());
        return new Decision(settled, effects);
    }

    /** What was dead-lettered has been delivered, as is known only now. */
    Decision learnedLate(Entry.Settled settled, String nonce, Application application) {
        Entry.Settled delivered = new Entry.Settled(
                settled.jobId(),
                settled.digest(),
                settled.code(),
                Delivery.DELIVERED,
                settled.settledAt(),
                settled.without(nonce, Delivery.DELIVERED).unresolved(),
                nonce);
        return Decision.of(
                delivered,
                new Effect.Warn(
                        new Notice(
                                Codes.LEARNED_LATE,
                                "The intent was dead-lettered (" + settled.code()
                                        + "), but it has been delivered: do not replay it."),
                        application));
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
