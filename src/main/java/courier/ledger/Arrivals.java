package courier.ledger;

import courier.outcome.Action;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import java.util.List;

/** Intents coming in: the first time, again, under a taken identity, or as a replay. */
final class Arrivals {

    private final Rules rules;
    private final Endings endings;

    Arrivals(Rules rules, Endings endings) {
        this.rules = rules;
        this.endings = endings;
    }

    Decision decide(Entry entry, Input.Arrived arrived, Moment at) {
        return switch (entry) {
            case Entry.Absent _ -> first(arrived, at);
            case Entry.Open open -> again(open, open.digest(), arrived);
            case Entry.Settled settled -> again(settled, settled.digest(), arrived);
        };
    }

    private Decision again(Entry entry, String digest, Input.Arrived arrived) {
        if (digest.equals(arrived.digest()) || arrived.conflictKnown()) {
            return Decision.of(entry, new Effect.Count(Effect.Tally.DUPLICATE));
        }
        Cause cause = Cause.of(
                Codes.INTENT_ID_REUSED,
                "Another request has come under this integration_id, intent_id and generation before. It was not"
                        + " submitted: give it an intent_id of its own.");
        return Decision.of(
                entry,
                new Effect.RememberConflict(arrived.digest()),
                new Effect.DeadLetter(
                        Effect.Stage.LEDGER, cause, Action.NEEDS_CORRECTION, List.of(), Delivery.UNSENT, List.of()));
    }

    private Decision first(Input.Arrived arrived, Moment at) {
        if (arrived.conflictKnown()) {
            // its identity was another request's, which is forgotten by now; this one has had its end
            return Decision.of(Entry.ABSENT, new Effect.Count(Effect.Tally.DUPLICATE));
        }
        if (arrived.recordedAt() < at.now() - rules.memory().toMillis()) {
            return endings.refused(
                    arrived,
                    at,
                    Effect.Stage.LEDGER,
                    Cause.of(
                            Codes.BEYOND_MEMORY,
                            "The record is older than the ledger's memory (" + rules.memory()
                                    + "), so whether it was delivered before is not known."
                                    + " Find out, then replay it with resubmit_unknown."),
                    Delivery.UNKNOWN,
                    Action.NEEDS_DECISION);
        }
        if (!arrived.violations().isEmpty()) {
            int count = arrived.violations().size();
            return endings.refused(
                    arrived,
                    at,
                    Effect.Stage.ADMISSION,
                    Cause.of(
                            Codes.INVALID_INTENT,
                            "The intent breaks " + count + (count == 1 ? " rule" : " rules")
                                    + " of the contract: the violations say which, and what to do."),
                    inherited(arrived),
                    Action.NEEDS_CORRECTION);
        }
        return arrived.generation() == 0 ? admit(arrived, at, false) : replay(arrived, at);
    }

    private Decision admit(Input.Arrived arrived, Moment at, boolean unproven) {
        Entry.Open open = Entry.Open.arrived(
                arrived.jobId(), arrived.digest(), at.now(), arrived.expiresAt(), arrived.attachmentBytes(), unproven);
        if (arrived.expiresAt() != null && arrived.expiresAt() <= at.now()) {
            return endings.expired(open, at);
        }
        return Decision.of(open, new Effect.Count(Effect.Tally.ADMITTED));
    }

    /** A replay is let in only after a generation that provably was not delivered, or on a person's word. */
    private Decision replay(Input.Arrived arrived, Moment at) {
        return switch (arrived.previous()) {
            case Entry.Absent _ when arrived.resubmitUnknown() -> admit(arrived, at, true);
            case Entry.Absent _ ->
                refuseReplay(
                        arrived,
                        at,
                        Codes.PREVIOUS_UNKNOWN,
                        Delivery.UNKNOWN,
                        Action.NEEDS_DECISION,
                        "The ledger does not know the generation before this one, or no longer. Find out whether it"
                                + " was delivered, then replay with resubmit_unknown.");
            case Entry.Open _ ->
                refuseReplay(
                        arrived,
                        at,
                        Codes.PREVIOUS_OPEN,
                        inherited(arrived),
                        Action.NEVER,
                        "The generation before this one has not ended: its own end decides.");
            case Entry.Settled previous -> replayAfter(previous, arrived, at);
        };
    }

    private Decision replayAfter(Entry.Settled previous, Input.Arrived arrived, Moment at) {
        return switch (previous.delivery()) {
            case UNSENT, REFUSED -> admit(arrived, at, false);
            case UNKNOWN ->
                arrived.resubmitUnknown()
                        ? admit(arrived, at, true)
                        : refuseReplay(
                                arrived,
                                at,
                                Codes.PREVIOUS_IN_DOUBT,
                                Delivery.UNKNOWN,
                                Action.NEEDS_DECISION,
                                "Whether the generation before this one was delivered is not known. Find out, then"
                                        + " replay with resubmit_unknown.");
            case DELIVERED ->
                refuseReplay(
                        arrived,
                        at,
                        Codes.ALREADY_DELIVERED,
                        inherited(arrived),
                        Action.NEVER,
                        "The generation before this one was delivered: there is nothing to do.");
        };
    }

    /**
     * What is known of the application without a call of this generation. The next replay asks this generation alone,
     * so it must not forget what barred it.
     */
    private static Delivery inherited(Input.Arrived arrived) {
        return switch (arrived.previous()) {
            case Entry.Absent _ -> arrived.generation() <= 0 ? Delivery.UNSENT : Delivery.UNKNOWN;
            case Entry.Open _ -> Delivery.UNKNOWN;
            case Entry.Settled previous -> previous.delivery();
        };
    }

    private Decision refuseReplay(
            Input.Arrived arrived, Moment at, String code, Delivery delivery, Action action, String message) {
        Decision refused = endings.refused(arrived, at, Effect.Stage.LEDGER, Cause.of(code, message), delivery, action);
        return Decision.of(
                refused.next(),
                refused.effects().getFirst(),
                new Effect.Warn(new Notice(Codes.REPLAY_REFUSED, code + ": " + message), null));
    }
}
