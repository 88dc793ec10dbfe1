package courier.ledger;

import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.OutcomeRecord;
import courier.outcome.OutcomeRecord.Attempted;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of the outcomes topic: looked up in {@link LateRecords}, then carried out. */
final class Reports {

    /** Throttles and give-backs in a row after which an intent keeps its place. */
    private static final int PLACE_KEPT = 3;

    private final Rules rules;
    private final Endings endings;
    private final Doubts doubts;

    Reports(Rules rules, Endings endings, Doubts doubts) {
        this.rules = rules;
        this.endings = endings;
        this.doubts = doubts;
    }

    Decision attempted(Entry entry, Attempted attempted, Standing standing, Moment at) {
        LateRecords.Move move = LateRecords.move(
                LateRecords.state(entry),
                LateRecords.kind(attempted.verdict()),
                LateRecords.nonce(entry, attempted.nonce()));
        Decision decision = carryOut(move, entry, attempted.nonce(), attempted, standing, at);
        return switch (move) {
            case APPLY, SUCCEED, LEARN_LATE -> decision.and(new Effect.Learn(Evidence.of(attempted)));
            case RESOLVE, REQUEUE, SECOND_SUCCESS, CONFIRM, LOOK_ON, IGNORE -> decision;
        };
    }

    Decision released(Entry entry, OutcomeRecord.Released released, Moment at) {
        LateRecords.Move move = LateRecords.move(
                LateRecords.state(entry), LateRecords.Kind.RELEASE, LateRecords.nonce(entry, released.nonce()));
        return carryOut(move, entry, released.nonce(), null, Standing.GOOD, at);
    }

    private Decision carryOut(
            LateRecords.Move move,
            Entry entry,
            String nonce,
            @Nullable Attempted attempted,
            Standing standing,
            Moment at) {
        return switch (move) {
            case APPLY -> apply(((Entry.Open) entry).without(nonce), present(attempted), standing, at);
            case SUCCEED -> succeed((Entry.Open) entry, present(attempted), at);
            case RESOLVE -> resolve(entry, nonce, attempted);
            case REQUEUE -> requeue((Entry.Open) entry, nonce, at);
            case LEARN_LATE -> endings.learnedLate((Entry.Settled) entry, nonce, application(present(attempted)));
            case SECOND_SUCCESS -> secondSuccess((Entry.Settled) entry, present(attempted));
            case IGNORE -> Decision.stale(entry);
            case CONFIRM, LOOK_ON ->
                throw new IllegalStateException("the table of late records takes an outcome for a look-up");
        };
    }

    private static Attempted present(@Nullable Attempted attempted) {
        if (attempted == null) {
            throw new IllegalStateException("the table of late records asks a release for a verdict");
        }
        return attempted;
    }

    private Decision apply(Entry.Open open, Attempted attempted, Standing standing, Moment at) {
        return switch (attempted.verdict()) {
            case Verdict.Settle _, Verdict.AlreadyExists _ -> succeed(open, attempted, at);
            case Verdict.Retry(Cause cause, var after, Delivery delivery) -> {
                Entry.Open failed = lined(open, attempted, cause).unproven(delivery == Delivery.UNKNOWN);
                yield standing.held()
                        ? probedInVain(failed, after, at)
                        : retry(failed.counted(), attempted, cause, after, standing, at);
            }
            case Verdict.Throttle(Cause cause, Scope scope, var after) -> {
                Entry.Open postponed = lined(open, attempted, cause).postponed();
                yield Decision.of(
                        postponed.queued(turnAfterThrottle(postponed, after, at)),
                        new Effect.SlowDown(scope, after),
                        new Effect.Count(Effect.Tally.THROTTLED));
            }
            case Verdict.Hold(Cause cause, var _, Delivery delivery) ->
                Decision.of(lined(open, attempted, cause)
                        .unproven(delivery == Delivery.UNKNOWN)
                        .with(new Entry.Queued(at.now())));
            case Verdict.Reject reject -> reject(open, attempted, reject, standing, at);
            case Verdict.Doubt(Cause cause) ->
                doubts.answered(lined(open, attempted, cause), dispatched(open), cause, standing, at);
        };
    }

    private static Entry.Mark dispatched(Entry.Open open) {
        if (open.phase() instanceof Entry.Dispatched(Entry.Mark mark)) {
            return mark;
        }
        throw new IllegalStateException("the table of late records applies a doubt to what is not dispatched");
    }

    /**
     * The limiter keeps the pace, so an intent that met a limit keeps its place in the queue. One that meets one time
     * and again stands back: the limit may be its own ({@code RATIONALE.md}, "Why a throttled intent keeps its place").
     */
    private long turnAfterThrottle(Entry.Open open, java.time.@Nullable Duration after, Moment at) {
        int more = open.postponements() - PLACE_KEPT;
        return more <= 0
                ? Math.min(open.admittedAt(), at.now())
                : at.now() + rules.postponement(more, after, at.jitter());
    }

    /** A refusal of the kind that the integration is held for says nothing new of this intent: it keeps waiting. */
    private Decision reject(Entry.Open open, Attempted attempted, Verdict.Reject reject, Standing standing, Moment at) {
        boolean ofTheFlood = reject.cause().code().equals(standing.refusal()) && reject.delivery() == Delivery.REFUSED;
        if (ofTheFlood) {
            return probedInVain(lined(open, attempted, reject.cause()), null, at);
        }
        return endings.rejected(
                lined(open, attempted, reject.cause()),
                reject.cause(),
                reject.delivery(),
                reject.action(),
                attempted.nonce(),
                at);
    }

    /**
     * What fails during a hold fails for the hold's reason: neither the count nor the age of retries is used up. It
     * goes behind what is due already, so that the next probe is another intent's.
     */
    private Decision probedInVain(Entry.Open open, java.time.@Nullable Duration after, Moment at) {
        long due = at.now() + rules.postponement(1, after, at.jitter());
        return Decision.of(open.queued(due), new Effect.Count(Effect.Tally.RETRIED));
    }

    /**
     * The age of retries counts from the first one, or from the end of the last hold: an intent may have waited for
     * days while its integration was held.
     */
    private Decision retry(
            Entry.Open open,
            Attempted attempted,
            Cause cause,
            java.time.@Nullable Duration after,
            Standing standing,
            Moment at) {
        long firstTried = Math.max(open.firstTried(at.now()), standing.heldUntil());
        if (rules.spent(open.attempts(), firstTried, at.now())) {
            return endings.retriesExhausted(open, cause, attempted.verdict().delivery(), attempted.nonce(), at);
        }
        long due = rules.retryAt(open.attempts(), firstTried, after, at);
        return Decision.of(open.queued(due), new Effect.Count(Effect.Tally.RETRIED));
    }

    private Decision succeed(Entry.Open open, Attempted attempted, Moment at) {
        Application application = Application.UNNAMED;
        List<Notice> warnings = new ArrayList<>();
        switch (attempted.verdict()) {
            case Verdict.Settle(Application created, List<Notice> notices) -> {
                application = created;
                if (open.mayExistBeside(attempted.nonce())) {
                    warnings.add(Endings.MAYBE_TWICE);
                }
                warnings.addAll(notices);
            }
            case Verdict.AlreadyExists(var _, List<Notice> notices) -> {
                warnings.add(new Notice(
                        Codes.ALREADY_EXISTED,
                        "Kombo answered that the candidate has already applied to this job. An earlier attempt of"
                                + " this intent, of unknown outcome, is taken to have created the application; its ids"
                                + " are not known."));
                warnings.addAll(notices);
            }
            case Verdict.Retry _, Verdict.Throttle _, Verdict.Hold _, Verdict.Reject _, Verdict.Doubt _ ->
                throw new IllegalStateException("a success was asked of " + attempted.verdict());
        }
        return endings.succeeded(
                open,
                new Endings.Success(
                        attempted.nonce(), attempted.attempt(), attempted.startedAt(), application, warnings),
                at);
    }

    private Decision requeue(Entry.Open open, String nonce, Moment at) {
        Entry.Open postponed = open.postponed();
        long due = at.now() + rules.postponement(postponed.postponements(), null, at.jitter());
        return Decision.of(postponed.without(nonce).queued(due), new Effect.Count(Effect.Tally.RELEASED));
    }

    /** A definite end of an older dispatch: it only stops being open. */
    private static Decision resolve(Entry entry, String nonce, @Nullable Attempted attempted) {
        Delivery learned =
                attempted == null ? Delivery.UNSENT : attempted.verdict().delivery();
        return switch (entry) {
            case Entry.Open open -> Decision.of(open.without(nonce).unproven(learned == Delivery.UNKNOWN));
            case Entry.Settled settled -> Decision.of(settled.without(nonce, learned));
            case Entry.Absent absent -> Decision.stale(absent);
        };
    }

    private static Decision secondSuccess(Entry.Settled settled, Attempted attempted) {
        return Decision.of(
                settled.without(attempted.nonce(), Delivery.DELIVERED).settledBy(attempted.nonce()),
                new Effect.Warn(
                        new Notice(
                                Codes.POSSIBLE_DUPLICATE,
                                "Another attempt at this intent was answered with success too: the ATS may hold the"
                                        + " application twice."),
                        application(attempted)));
    }

    private static Application application(Attempted attempted) {
        return attempted.verdict() instanceof Verdict.Settle(Application application, var _)
                ? application
                : Application.UNNAMED;
    }

    private static Entry.Open lined(Entry.Open open, Attempted attempted, Cause cause) {
        return open.with(new AttemptLine(
                attempted.attempt(),
                attempted.nonce(),
                open.markedAt(attempted.nonce()),
                attempted.startedAt(),
                attempted.endedAt(),
                attempted.verdict().word(),
                cause.code(),
                cause.httpStatus(),
                attempted.verdict().delivery()));
    }
}
