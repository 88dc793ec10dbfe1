package courier.ledger;

import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.OutcomeRecord;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker's surroundings without Kafka: transactions that commit or do not, owners that lose the partition, calls that
 * outlive them, an outcomes topic that is late, reordered and doubled, and a Kombo that creates applications. It checks
 * the promises at each step and throws an {@link AssertionError} where one is broken.
 */
final class World {

    /** The function under test, or a wrong one. */
    interface Function {
        Decision decide(Entry entry, Input input, Moment at);
    }

    /** How the worker treats a dispatch whose marker is not committed. */
    enum Start {
        AFTER_COMMIT,
        AT_ONCE
    }

    static final long START_BY = 200;
    static final long GRACE = 900;

    private enum Stage {
        MARKED,
        COMMITTED,
        STARTED,
        OVER
    }

    /** A dispatch, and the call that it may become. */
    private static final class Call {
        final Identity identity;
        final Entry.Mark mark;
        final boolean priorUnproven;
        final int owner;
        Stage stage = Stage.MARKED;
        boolean made;
        boolean reported;

        @Nullable
        Verdict verdict;

        Call(Identity identity, Entry.Mark mark, boolean priorUnproven, int owner) {
            this.identity = identity;
            this.mark = mark;
            this.priorUnproven = priorUnproven;
            this.owner = owner;
        }
    }

    private record End(Identity identity, Effect effect) {}

    private final Function ledger;
    private final Start start;
    private final Random random;
    private final Map<Identity, Boolean> asked = new LinkedHashMap<>();
    private final Map<Identity, Entry> committed = new HashMap<>();
    private final Map<Identity, Entry> staged = new HashMap<>();
    private final Map<Identity, End> ends = new HashMap<>();
    private final List<End> stagedEnds = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> committedMarks = new HashSet<>();
    private final Set<String> created = new HashSet<>();
    private final List<OutcomeRecord> onTheWay = new ArrayList<>();
    private final List<OutcomeRecord> topic = new ArrayList<>();
    private int read;
    private int readCommitted;
    private int barrier;
    private int owner;
    private int nonces;
    private long now = 1_000_000;
    private boolean calm;

    World(Function ledger, Start start, Random random) {
        this.ledger = ledger;
        this.start = start;
        this.random = random;
    }

    void ask(Identity identity) {
        asked.put(identity, false);
    }

    void step() {
        now += random.nextInt(20);
        switch (random.nextInt(16)) {
            case 0 -> arrive();
            case 1, 2, 3 -> dispatch();
            case 4, 5 -> commit();
            case 6 -> maybe(4, this::abort);
            case 7, 8 -> begin();
            case 9, 10 -> answer();
            case 11 -> deliver();
            case 12, 13 -> hear();
            case 14 -> maybe(6, this::move);
            default -> maybe(3, random.nextBoolean() ? this::judge : this::replay);
        }
    }

    /** Lets everything come to rest: no more failures of the surroundings, and Kombo answers plainly. */
    void drain() {
        calm = true;
        for (int round = 0; round < 2_000 && !(atRest() && round > 0); round++) {
            now += GRACE + 1;
            asked.keySet().forEach(this::arrive);
            open().forEach(this::dispatch);
            commit();
            List.copyOf(calls).forEach(this::begin);
            List.copyOf(calls).forEach(this::answer);
            while (!onTheWay.isEmpty()) {
                deliver();
            }
            while (read < topic.size()) {
                hear();
            }
            open().forEach(this::judge);
            commit();
        }
        asked.keySet().forEach(identity -> check(ends.containsKey(identity), "no end of " + identity));
    }

    int ended() {
        return ends.size();
    }

    private boolean atRest() {
        return onTheWay.isEmpty() && ends.size() == asked.size();
    }

    private void maybe(int oneIn, Runnable action) {
        if (random.nextInt(oneIn) == 0) {
            action.run();
        }
    }

    private Entry find(Identity identity) {
        Entry entry = staged.get(identity);
        return entry != null ? entry : committed.getOrDefault(identity, Entry.ABSENT);
    }

    private Entry previous(Identity identity) {
        return identity.generation() == 0 ? Entry.ABSENT : find(identity.previous());
    }

    private List<Identity> open() {
        return asked.keySet().stream()
                .filter(identity -> find(identity) instanceof Entry.Open)
                .toList();
    }

    private <T> @Nullable T any(List<T> list) {
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    private List<Effect> happen(Identity identity, Input input) {
        Entry before = find(identity);
        Decision decision = ledger.decide(before, input, new Moment(now, random.nextDouble()));
        staged.put(identity, decision.next());
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Succeed _, Effect.DeadLetter _ -> stagedEnds.add(new End(identity, effect));
                case Effect.Cancel(String nonce) ->
                    calls.stream()
                            .filter(call -> call.mark.nonce().equals(nonce) && call.owner == owner)
                            .forEach(this::cancel);
                default -> {}
            }
        }
        return decision.effects();
    }

    private void arrive() {
        arrive(any(List.copyOf(asked.keySet())));
    }

    private void arrive(@Nullable Identity identity) {
        if (identity != null) {
            boolean word = asked.getOrDefault(identity, false);
            happen(
                    identity,
                    new Input.Arrived(
                            "job", "ab", now, null, word, identity.generation(), List.of(), false, previous(identity)));
        }
    }

    private void dispatch() {
        Identity identity = any(open());
        if (identity != null) {
            dispatch(identity);
        }
    }

    private void dispatch(Identity identity) {
        boolean due = find(identity) instanceof Entry.Open open
                && open.phase() instanceof Entry.Queued(long dueAt)
                && dueAt <= now;
        if (!due || read < barrier) {
            return;
        }
        String nonce = owner + "." + nonces++;
        for (Effect effect : happen(identity, new Input.Dispatch(nonce, "worker-" + owner, previous(identity)))) {
            if (effect instanceof Effect.Launch(Entry.Mark mark, boolean priorUnproven)) {
                calls.add(new Call(identity, mark, priorUnproven, owner));
            }
        }
    }

    private void commit() {
        apply();
        for (Call call : calls) {
            if (call.stage == Stage.MARKED) {
                call.stage = Stage.COMMITTED;
            }
        }
    }

    private void apply() {
        committed.putAll(staged);
        staged.clear();
        readCommitted = read;
        calls.stream()
                .filter(call -> call.stage == Stage.MARKED)
                .forEach(call -> committedMarks.add(call.mark.nonce()));
        stagedEnds.forEach(this::end);
        stagedEnds.clear();
    }

    private void end(End end) {
        check(ends.put(end.identity(), end) == null, "two ends of " + end.identity());
        boolean exists = existsInLine(end.identity());
        switch (end.effect()) {
            case Effect.Succeed _ -> check(exists, "a success without an application");
            case Effect.DeadLetter letter ->
                check(!exists || !letter.delivery().provenNot(), "declared undelivered, but exists: " + end);
            default -> {}
        }
    }

    /** The transaction fails; now and then it was committed all the same, and only nobody knows. */
    private void abort() {
        if (random.nextInt(4) == 0) {
            apply();
        }
        staged.clear();
        stagedEnds.clear();
        read = readCommitted;
        calls.stream().filter(call -> call.stage == Stage.MARKED).forEach(this::cancel);
    }

    /** The partition goes to another owner. The former one gives its calls back, freezes, or is dead. */
    private void move() {
        abort();
        int former = owner++;
        barrier = topic.size();
        int fate = random.nextInt(3);
        for (Call call : List.copyOf(calls)) {
            if (call.owner == former && fate == 0) {
                cancel(call);
            } else if (call.owner == former && fate == 1 && call.stage != Stage.OVER) {
                call.stage = Stage.OVER;
            }
        }
        open().forEach(identity -> happen(identity, new Input.Orphaned()));
    }

    private void cancel(Call call) {
        if (call.stage == Stage.MARKED || call.stage == Stage.COMMITTED) {
            call.stage = Stage.OVER;
            onTheWay.add(new OutcomeRecord.Released(call.identity, call.mark.nonce(), call.mark.attempt(), "model"));
        }
    }

    private void begin() {
        Call call = any(calls.stream()
                .filter(it -> it.stage == Stage.COMMITTED || (it.stage == Stage.MARKED && start == Start.AT_ONCE))
                .toList());
        if (call != null) {
            begin(call);
        }
    }

    private void begin(Call call) {
        if (call.stage != Stage.COMMITTED && !(call.stage == Stage.MARKED && start == Start.AT_ONCE)) {
            return;
        }
        if (!calm && now - call.mark.markedAt() > START_BY) {
            cancel(call);
            return;
        }
        check(
                committedMarks.contains(call.mark.nonce()),
                "a call started without a committed marker: " + call.identity);
        check(
                !(committed.get(call.identity) instanceof Entry.Settled settled)
                        || settled.delivery() != Delivery.DELIVERED,
                "a call started after a known success: " + call.identity);
        calls.stream()
                .filter(it -> it.made)
                .forEach(earlier -> check(
                        mayFollow(earlier, call),
                        "a second call of " + call.identity + " while " + earlier.mark.nonce()
                                + " is open or delivered"));
        call.stage = Stage.STARTED;
        call.made = true;
        kombo(call);
    }

    /** Only an answer that it is to be called again, a proof that nothing was done, or a person's word excuses one. */
    private boolean mayFollow(Call earlier, Call call) {
        if (!line(earlier.identity).equals(line(call.identity))) {
            return true;
        }
        boolean vouched = asked.keySet().stream()
                .anyMatch(it -> line(it).equals(line(call.identity))
                        && it.generation() > earlier.identity.generation()
                        && it.generation() <= call.identity.generation()
                        && asked.getOrDefault(it, false));
        boolean answered = earlier.reported
                && earlier.verdict != null
                && !(earlier.verdict instanceof Verdict.Doubt)
                && earlier.verdict.delivery() != Delivery.DELIVERED;
        return vouched || answered;
    }

    private static String line(Identity identity) {
        return identity.intentId();
    }

    private boolean existsInLine(Identity identity) {
        for (int generation = 0; generation <= identity.generation(); generation++) {
            if (created.contains(new Identity(identity.integrationId(), identity.intentId(), generation).toString())) {
                return true;
            }
        }
        return false;
    }

    private void kombo(Call call) {
        Cause cause = Cause.of("MODEL", "m");
        boolean exists = existsInLine(call.identity);
        int luck = calm ? random.nextInt(2) : random.nextInt(9);
        boolean creates = luck == 0 || luck >= 7 || (luck == 6 && random.nextBoolean());
        Verdict created = exists && call.priorUnproven
                ? new Verdict.AlreadyExists(cause)
                : new Verdict.Settle(Application.UNNAMED, List.of());
        call.verdict = switch (luck) {
            case 0 -> created;
            case 1 -> new Verdict.Reject(cause, Delivery.REFUSED, Action.RETRYABLE);
            case 2 -> new Verdict.Retry(cause, null, Delivery.REFUSED);
            case 3 -> new Verdict.Throttle(cause, Scope.INTEGRATION, null);
            case 4 -> new Verdict.Hold(cause, Scope.INTEGRATION, Delivery.REFUSED);
            case 5 -> new Verdict.Retry(cause, null, Delivery.UNKNOWN);
            case 6 -> new Verdict.Retry(cause, null, Delivery.UNKNOWN);
            case 7 -> new Verdict.Doubt(cause);
            default -> created;
        };
        if (creates) {
            this.created.add(call.identity.toString());
        }
    }

    private void answer() {
        Call call = any(calls.stream().filter(it -> it.stage == Stage.STARTED).toList());
        if (call != null) {
            answer(call);
        }
    }

    private void answer(Call call) {
        if (call.stage == Stage.STARTED && call.verdict != null) {
            call.stage = Stage.OVER;
            call.reported = true;
            onTheWay.add(new OutcomeRecord.Attempted(
                    call.identity, call.mark.nonce(), call.mark.attempt(), now, now, call.verdict));
        }
    }

    private void deliver() {
        if (!onTheWay.isEmpty()) {
            OutcomeRecord record = onTheWay.remove(random.nextInt(onTheWay.size()));
            topic.add(record);
            if (!calm && random.nextInt(5) == 0) {
                onTheWay.add(record);
            }
        }
    }

    private void hear() {
        if (read < topic.size()) {
            switch (topic.get(read++)) {
                case OutcomeRecord.Attempted it -> happen(it.identity(), new Input.Attempted(it));
                case OutcomeRecord.Released it -> happen(it.identity(), new Input.Released(it));
                case OutcomeRecord.Probed _, OutcomeRecord.Commanded _ -> {}
            }
        }
    }

    private void judge() {
        Identity identity = any(open());
        if (identity != null) {
            judge(identity);
        }
    }

    private void judge(Identity identity) {
        if (read == topic.size()
                && find(identity) instanceof Entry.Open open
                && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && now - mark.markedAt() > GRACE) {
            happen(identity, new Input.Overdue(mark.nonce()));
        }
    }

    /** A person, or a tool, sends a dead letter again; with or without the word that an unknown one may go. */
    private void replay() {
        End end = any(List.copyOf(ends.values()));
        if (end != null
                && end.effect() instanceof Effect.DeadLetter
                && end.identity().generation() < 4) {
            asked.putIfAbsent(end.identity().next(), random.nextInt(3) == 0);
        }
    }

    private static void check(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }
}
