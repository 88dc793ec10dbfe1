package courier.ledger;

import courier.config.DoubtPolicy;
import courier.config.Settings;
import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.Notice;
import courier.outcome.OutcomeRecord;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries, inputs and rules for tests of the ledger's function. */
final class Given {

    static final Duration MEMORY = Duration.ofDays(7);
    static final Settings.Retry RETRY =
            new Settings.Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), 4, Duration.ofHours(2));
    static final Settings.Hold HOLD =
            new Settings.Hold(Duration.ofSeconds(30), Duration.ofHours(4), 3, 3, Duration.ofMinutes(10));
    static final Ledger LEDGER = ledger(DoubtPolicy.PARK);

    static final long NOW = 1_700_000_000_000L;
    static final Moment AT = new Moment(NOW, 0.5);
    static final String DIGEST = "ab".repeat(32);
    static final String OTHER_DIGEST = "cd".repeat(32);
    static final String NONCE = "worker-1.0.1.7";
    static final String OLDER = "worker-0.0.1.3";
    static final String STRANGE = "worker-9.0.1.1";
    static final String INCARNATION = "worker-1";
    static final Identity IDENTITY = new Identity("workday:abc", "intent-1", 0);

    static final Application CREATED = new Application(
            "app-1", "remote-1", "https://ats/1", "cand-1", "job-1", "stage-1", "PENDING", "2026-01-01");
    static final Cause CAUSE = new Cause("SOME.CODE", "Some title", "Some message", 500, "https://log/1");

    private Given() {}

    /** The ledger's function with a policy for doubt. */
    static Ledger ledger(DoubtPolicy policy) {
        return new Ledger(new Rules(RETRY, doubtPolicy(policy), MEMORY));
    }

    static Settings.Doubt doubtPolicy(DoubtPolicy policy) {
        return new Settings.Doubt(policy, 3, Duration.ofMinutes(1), Duration.ofSeconds(30));
    }

    static Input.Arrived arrived() {
        return arrived(0, false, Entry.ABSENT);
    }

    static Input.Arrived arrived(int generation, boolean resubmitUnknown, Entry previous) {
        return new Input.Arrived(
                "job-1", DIGEST, NOW - 50, null, 0, resubmitUnknown, generation, List.of(), false, previous);
    }

    static Entry.Open queued() {
        return Entry.Open.arrived("job-1", DIGEST, NOW - 1_000, null, 0, false);
    }

    static Entry.Open dispatched() {
        return queued().with(new Entry.Dispatched(mark(NONCE)));
    }

    /** Whose worker has never reported an outcome, and which is looked for. */
    static Entry.Open verifying() {
        Entry.Mark mark = mark(NONCE);
        Cause unknown = new Cause(Codes.OUTCOME_UNKNOWN, "Some title", "Nobody knows.", 500, "https://log/1");
        return queued().with(Entry.OpenNonce.of(mark))
                .with(new Entry.Verifying(mark, NOW - 9_000, false, NOW - 5, 0, unknown));
    }

    /** With an older dispatch whose outcome is open, as a policy of resubmission leaves it. */
    static <E extends Entry> E withOlder(E entry) {
        return withUnresolved(entry, List.of(new Entry.OpenNonce(OLDER, 1, NOW - 9_000)));
    }

    @SuppressWarnings("unchecked")
    static <E extends Entry> E withUnresolved(E entry, List<Entry.OpenNonce> unresolved) {
        return (E)
                switch ((Entry) entry) {
                    case Entry.Absent absent -> absent;
                    case Entry.Open open ->
                        new Entry.Open(
                                open.jobId(),
                                open.digest(),
                                open.admittedAt(),
                                open.expiresAt(),
                                open.attachmentBytes(),
                                open.phase(),
                                open.attempts(),
                                open.postponements(),
                                open.unproven(),
                                unresolved,
                                open.history());
                    case Entry.Settled settled ->
                        new Entry.Settled(
                                settled.jobId(),
                                settled.digest(),
                                settled.code(),
                                settled.answered(),
                                settled.settledAt(),
                                unresolved,
                                settled.settledBy());
                };
    }

    static Entry.Open expiring(Entry.Open open, long expiresAt) {
        return new Entry.Open(
                open.jobId(),
                open.digest(),
                open.admittedAt(),
                expiresAt,
                open.attachmentBytes(),
                open.phase(),
                open.attempts(),
                open.postponements(),
                open.unproven(),
                open.unresolved(),
                open.history());
    }

    static Entry.Mark mark(String nonce) {
        return new Entry.Mark(nonce, 1, INCARNATION, NOW - 500, null);
    }

    static Entry.Settled delivered() {
        return new Entry.Settled("job-1", DIGEST, null, Delivery.DELIVERED, NOW - 100, List.of(), NONCE);
    }

    static Entry.Settled ended(String code, Delivery delivery) {
        return new Entry.Settled("job-1", DIGEST, code, delivery, NOW - 100, List.of(), NONCE);
    }

    static Input.Dispatch dispatch(Entry previous) {
        return new Input.Dispatch(NONCE, INCARNATION, previous);
    }

    static Input.Attempted attempted(String nonce, Verdict verdict) {
        return new Input.Attempted(outcome(nonce, verdict), Standing.GOOD);
    }

    static OutcomeRecord.Attempted outcome(String nonce, Verdict verdict) {
        return new OutcomeRecord.Attempted(IDENTITY, nonce, 1, NOW - 400, NOW - 10, verdict);
    }

    static Input.LookedUp found(String nonce, int matches) {
        return lookedUp(nonce, 1, new Lookup.Found(CREATED, matches));
    }

    static Input.LookedUp missing(String nonce, int number) {
        return lookedUp(nonce, number, new Lookup.Missing());
    }

    static Input.LookedUp unanswered(String nonce, int number) {
        return lookedUp(nonce, number, new Lookup.Failed(CAUSE));
    }

    private static Input.LookedUp lookedUp(String nonce, int number, Lookup lookup) {
        return new Input.LookedUp(new OutcomeRecord.LookedUp(IDENTITY, nonce, 1, number, lookup));
    }

    static Input.Released released(String nonce) {
        return new Input.Released(new OutcomeRecord.Released(IDENTITY, nonce, 1, "late"));
    }

    static Verdict.Settle settle(String... warnings) {
        return new Verdict.Settle(
                CREATED, Stream.of(warnings).map(Notice::ofKombo).toList());
    }

    static Verdict.Retry retry(@Nullable Duration after, Delivery delivery) {
        return new Verdict.Retry(CAUSE, after, delivery);
    }

    static Verdict.Throttle throttle(@Nullable Duration after) {
        return new Verdict.Throttle(CAUSE, Scope.INTEGRATION, after);
    }

    static Verdict.Hold hold(Delivery delivery) {
        return new Verdict.Hold(CAUSE, Scope.KEY, delivery);
    }

    static Verdict.Reject reject(Delivery delivery, Action action) {
        return new Verdict.Reject(CAUSE, delivery, action);
    }

    static Verdict.Doubt doubt() {
        return new Verdict.Doubt(CAUSE);
    }

    /** The one dead letter among the effects. */
    static Effect.DeadLetter deadLetter(Decision decision) {
        return only(decision, Effect.DeadLetter.class);
    }

    /** The one effect of a type. */
    static <T extends Effect> T only(Decision decision, Class<T> type) {
        List<T> found = all(decision, type);
        if (found.size() != 1) {
            throw new AssertionError("one " + type.getSimpleName() + " was expected in " + decision.effects());
        }
        return found.getFirst();
    }

    static <T extends Effect> List<T> all(Decision decision, Class<T> type) {
        return decision.effects().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The codes of the one success among the effects; each of them is a warning of its own, too. */
    static List<String> warned(Decision decision) {
        List<String> codes = only(decision, Effect.Succeed.class).warnings().stream()
                .map(Notice::code)
                .toList();
        List<String> events = all(decision, Effect.Warn.class).stream()
                .map(warn -> warn.notice().code())
                .toList();
        if (!events.equals(codes)) {
            throw new AssertionError("the success has " + codes + ", but the events are " + events);
        }
        return codes;
    }

    static Entry.Open open(Decision decision) {
        return (Entry.Open) decision.next();
    }

    static Entry.Settled settled(Decision decision) {
        return (Entry.Settled) decision.next();
    }

    static Effect.Count count(Effect.Tally tally) {
        return new Effect.Count(tally);
    }
}
