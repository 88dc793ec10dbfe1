package courier.ledger;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.Notice;
import courier.outcome.OutcomeRecord.LookedUp;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of an intent of unknown outcome, by the policy for doubt ({@code RATIONALE.md}, "Why park is the
 * default").
 */
final class Doubts {

    private final Rules rules;
    private final Endings endings;

    Doubts(Rules rules, Endings endings) {
        this.rules = rules;
        this.endings = endings;
    }

    /** The outcome of the present dispatch leaves it open. */
    Decision answered(Entry.Open open, Entry.Mark mark, Cause cause, Standing standing, Moment at) {
        Cause unknown = new Cause(
                Codes.OUTCOME_UNKNOWN,
                cause.title(),
                "The application may or may not have been created (" + cause.code() + ": " + cause.message() + ").",
                cause.httpStatus(),
                cause.logUrl());
        return decide(open, open.unproven(true), mark, unknown, standing, at);
    }

    /** No outcome of the present dispatch came at all; it is remembered, as one may still come. */
    Decision unanswered(Entry.Open open, Entry.Mark mark, Standing standing, Moment at) {
        Cause unknown = Cause.of(
                Codes.OUTCOME_UNKNOWN,
                "The worker that dispatched the call ended, or lost its way, before it reported an outcome: the"
                        + " application may or may not have been created.");
        AttemptLine line = new AttemptLine(
                mark.attempt(),
                mark.nonce(),
                mark.markedAt(),
                null,
                null,
                "doubt",
                unknown.code(),
                null,
                Delivery.UNKNOWN);
        return decide(open, open.with(line).with(Entry.OpenNonce.of(mark)), mark, unknown, standing, at);
    }

    private Decision decide(
            Entry.Open before, Entry.Open open, Entry.Mark mark, Cause unknown, Standing standing, Moment at) {
        Decision decision = switch (rules.doubt().policy()) {
            case PARK -> endings.parked(open, mark, unknown, "", at);
            case RESUBMIT -> resubmit(open.counted(), mark, unknown, standing, at);
            case VERIFY -> {
                long due = at.now() + rules.untilLookup(0);
                yield Decision.of(open.with(
                        new Entry.Verifying(mark, open.firstInDoubt(mark), before.mayExist(), due, 0, unknown)));
            }
        };
        return decision.and(new Effect.Count(Effect.Tally.DOUBTED));
    }

    /**
     * Counts during a hold too, as each call may make one more application; only the age is not used up. It goes behind
     * what is due already, so that a hold's next probe is another intent's.
     */
    private Decision resubmit(Entry.Open open, Entry.Mark mark, Cause unknown, Standing standing, Moment at) {
        long firstTried = standing.held() ? at.now() : Math.max(open.firstTried(at.now()), standing.heldUntil());
        if (rules.spent(open.attempts(), firstTried, at.now())) {
            return endings.parked(open, mark, unknown, "Given up after " + rules.spending(open.attempts()) + ".", at);
        }
        long due = rules.retryAt(open.attempts(), firstTried, null, at);
        long behind = standing.held() ? at.now() + rules.postponement(1, null, at.jitter()) : due;
        return Decision.of(open.queued(Math.max(due, behind)), new Effect.Count(Effect.Tally.RETRIED));
    }

    /** A record of the outcomes topic: looked up in {@link LateRecords}, then carried out. */
    Decision lookedUp(Entry entry, LookedUp record, Moment at) {
        LateRecords.Move move = LateRecords.move(
                LateRecords.state(entry), LateRecords.kind(record.lookup()), LateRecords.nonce(entry, record));
        return switch (move) {
            case CONFIRM -> confirm((Entry.Open) entry, record, found(record), at);
            case LOOK_ON -> lookOn((Entry.Open) entry, record.lookup(), at);
            case LEARN_LATE ->
                endings.learnedLate(
                        (Entry.Settled) entry, record.nonce(), found(record).application());
            case IGNORE -> Decision.stale(entry);
            case APPLY, SUCCEED, RESOLVE, REQUEUE, SECOND_SUCCESS ->
                throw new IllegalStateException("the table of late records asks a look-up for an outcome");
        };
    }

    private static Lookup.Found found(LookedUp record) {
        if (record.lookup() instanceof Lookup.Found found) {
            return found;
        }
        throw new IllegalStateException("the table of late records takes for found what was not: " + record.lookup());
    }

    private Decision confirm(Entry.Open open, LookedUp record, Lookup.Found found, Moment at) {
        List<Notice> warnings = new ArrayList<>();
        warnings.add(new Notice(
                Codes.CONFIRMED_AFTER_DOUBT,
                "Whether the call had created the application was not known. Kombo has one of this candidate and this"
                        + " job, created since: it is taken for the call's."));
        boolean repeated = repeated(open, record.nonce());
        if (found.matches() > 1) {
            warnings.add(new Notice(
                    Codes.POSSIBLE_DUPLICATE,
                    "Kombo has " + found.matches() + " applications of this candidate and this job that were created"
                            + " since the first attempt: the ATS may hold the application more than once."));
        } else if (repeated) {
            warnings.add(Endings.MAYBE_TWICE);
        }
        Endings.Success success =
                new Endings.Success(record.nonce(), record.attempt(), null, found.application(), warnings);
        return endings.succeeded(open, success, at).and(new Effect.Count(Effect.Tally.CONFIRMED));
    }

    /** Whether another attempt than the one that is confirmed may have created an application, too. */
    private static boolean repeated(Entry.Open open, String nonce) {
        if (open.phase() instanceof Entry.Verifying verifying
                && verifying.mark().nonce().equals(nonce)) {
            return verifying.repeated();
        }
        return open.mayExistBeside(nonce);
    }

    private Decision lookOn(Entry.Open open, Lookup lookup, Moment at) {
        if (!(open.phase() instanceof Entry.Verifying verifying)) {
            throw new IllegalStateException("the table of late records looks on for what is not looked for");
        }
        int made = verifying.made() + 1;
        if (made < rules.doubt().attempts()) {
            return Decision.of(open.with(verifying.again(at.now() + rules.untilLookup(made))));
        }
        String times = made == 1 ? "once" : made + " times";
        String sought = switch (lookup) {
            case Lookup.Failed(Cause cause) ->
                "Kombo was asked for it " + times + ", the last time in vain (" + cause.code() + ").";
            case Lookup.Missing _, Lookup.Found _ -> "Kombo was asked for it " + times + " and did not have it.";
        };
        return endings.parked(open, verifying.mark(), verifying.cause(), sought, at);
    }

    /** The hold of its integration has lasted for too long for the search to go on. */
    Decision abandoned(Entry.Open open, Entry.Verifying verifying, String code, Moment at) {
        String sought = "It was not looked for to the end, as the integration stayed broken (" + code
                + ") for as long as a hold may last.";
        return endings.parked(open, verifying.mark(), verifying.cause(), sought, at);
    }
}
