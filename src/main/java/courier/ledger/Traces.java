package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.intent.Identity;
import courier.outcome.OutcomeRecord;
import courier.tracing.Stage;
import courier.tracing.TraceContext;
import courier.tracing.Traced;
import courier.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector what the ledger has decided, and finds out which trace context its events carry. Nothing is decided
 * by it: a decision that is made again, as its transaction was aborted, is told again under the same span id.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Traces {

    private final Tracing tracing;
    private final LedgerStores stores;

    Traces(Tracing tracing, LedgerStores stores) {
        this.tracing = tracing;
        this.stores = stores;
    }

    /** Whether the intent itself is needed to tell of a decision. */
    boolean wants(Input input, Decision decision) {
        return first(decision) != null || (input instanceof Input.Arrived && tracing.isOn());
    }

    /**
     * Tells of an arrival, and of an end or a warning; returns the context that the events carry.
     *
     * @param asked null where the intent is gone
     */
    @Nullable
    TraceContext tell(Identity identity, Input input, Decision decision, @Nullable ArrivedIntent asked, long now) {
        Effect event = first(decision);
        if (asked == null) {
            return event == null ? null : tellLate(identity, input, decision, event, now);
        }
        Traced traced = Traced.of(asked);
        if (input instanceof Input.Arrived) {
            tracing.tell(traced, admission(decision, event, now));
        }
        return event == null ? null : tracing.tellEnd(traced, outcome(event, input, now));
    }

    private @Nullable TraceContext tellLate(Identity identity, Input input, Decision decision, Effect event, long now) {
        String jobId = decision.next() instanceof Entry.Settled settled ? settled.jobId() : null;
        return tracing.tellEnd(Traced.ended(identity, jobId, stores.trace(identity)), outcome(event, input, now));
    }

    private static Stage.Admission admission(Decision decision, @Nullable Effect event, long now) {
        if (event instanceof Effect.DeadLetter letter) {
            return new Stage.Admission("refused", letter.cause().code(), now);
        }
        boolean again = decision.effects().contains(new Effect.Count(Effect.Tally.DUPLICATE));
        return new Stage.Admission(again ? "duplicate" : "admitted", null, now);
    }

    private static Stage.Outcome outcome(Effect event, Input input, long now) {
        String cause = "";
        long from = now;
        if (input instanceof Input.Attempted(OutcomeRecord.Attempted attempted, var _)) {
            cause = attempted.nonce();
            from = attempted.endedAt();
        } else if (input instanceof Input.LookedUp(OutcomeRecord.LookedUp lookedUp)) {
            cause = lookedUp.nonce();
        }
        return switch (event) {
            case Effect.DeadLetter letter ->
                new Stage.Outcome(Stage.End.DEAD_LETTER, letter.cause().code(), cause, from, now);
            case Effect.Warn warning ->
                new Stage.Outcome(Stage.End.WARNING, warning.notice().code(), cause, from, now);
            case Effect.Succeed _,
                    Effect.Launch _,
                    Effect.Cancel _,
                    Effect.RememberConflict _,
                    Effect.SlowDown _,
                    Effect.Learn _,
                    Effect.Count _ -> new Stage.Outcome(Stage.End.SUCCESS, null, cause, from, now);
        };
    }

    /** The end, or else the first warning; null if nothing is told. */
    private static @Nullable Effect first(Decision decision) {
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Succeed _, Effect.DeadLetter _, Effect.Warn _ -> {
                    return effect;
                }
                case Effect.Launch _,
                        Effect.Cancel _,
                        Effect.RememberConflict _,
                        Effect.SlowDown _,
                        Effect.Learn _,
                        Effect.Count _ -> {
                    // nothing that the world is told
                }
            }
        }
        return null;
    }
}
