package courier.ledger;

import courier.config.DoubtPolicy;
import courier.intent.Identity;
import courier.ledger.SimulatedCall.Stage;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A worker's surroundings without Kafka: transactions that commit or do not, owners that lose the partition, calls that
 * outlive them. It tells {@link Promises} of each step, which throws an {@link AssertionError} where one is broken.
 */
final class World {

    /** The function under test, or a wrong one. */
    interface Function {
        Decision decide(Entry entry, Input input, Moment at);
    }

    static final long START_BY = 200;
    static final long GRACE = 900;

    private final Function ledger;
    private final Omission omitted;
    private final Random random;
    private final SimulatedKombo kombo;
    private final SimulatedTopic outcomes;
    private final Promises promises;
    private final SimulatedHolds holds;
    private final SimulatedStore store;
    private final List<SimulatedCall> calls = new ArrayList<>();
    private int owner;
    private int nonces;
    private long now = 1_000_000;
    private boolean calm;

    World(Function ledger, DoubtPolicy policy, Omission omitted, Random random) {
        this.ledger = ledger;
        this.omitted = omitted;
        this.random = random;
        this.kombo = new SimulatedKombo(random, policy);
        this.outcomes = new SimulatedTopic(random);
        this.promises = new Promises(kombo, policy);
        this.store = new SimulatedStore(promises);
        this.holds = new SimulatedHolds(random);
    }

    void ask(Identity identity) {
        promises.asked(identity, false);
    }

    void step() {
        now += random.nextInt(60) == 0 ? GRACE : random.nextInt(20);
        switch (random.nextInt(18)) {
            case 0 -> any(List.copyOf(promises.asked()), this::arrive);
            case 1, 2, 3 -> any(open(), this::dispatch);
            case 4, 5 -> commit();
            case 6 -> maybe(4, this::abort);
            case 7, 8 -> any(calls.stream().filter(this::mayBegin).toList(), this::begin);
            case 9, 10 ->
                any(calls.stream().filter(call -> call.stage == Stage.STARTED).toList(), this::answer);
            case 11 -> outcomes.deliver();
            case 12, 13 -> hear();
            case 14 -> any(open(), this::lookUp);
            case 16 -> maybe(4, () -> any(List.copyOf(promises.asked()), this::dispatchFenced));
            case 15 -> maybe(6, random.nextBoolean() ? this::move : () -> holds.command(now));
            default ->
                maybe(
                        3,
                        random.nextBoolean()
                                ? () -> any(open(), this::judge)
                                : () -> any(promises.ends(), this::replay));
        }
    }

    /** Lets everything come to rest: no more failures of the surroundings, and Kombo answers plainly. */
    void drain() {
        calm = true;
        kombo.calmDown();
        outcomes.calmDown();
        holds.release(now);
        for (int round = 0; round < 2_000 && !(atRest() && round > 0); round++) {
            now += GRACE + 1;
            promises.asked().forEach(this::arrive);
            open().forEach(this::dispatch);
            open().forEach(this::lookUp);
            commit();
            List.copyOf(calls).forEach(this::begin);
            List.copyOf(calls).forEach(this::answer);
            while (!outcomes.nothingOnTheWay()) {
                outcomes.deliver();
            }
            while (!outcomes.readToTheEnd()) {
                hear();
            }
            open().forEach(this::judge);
            commit();
        }
        promises.checkAllEnded();
        promises.checkDuplicates(calls);
    }

    int ended() {
        return promises.ends().size();
    }

    private boolean atRest() {
        return outcomes.nothingOnTheWay() && promises.allEnded();
    }

    private void maybe(int oneIn, Runnable action) {
        if (random.nextInt(oneIn) == 0) {
            action.run();
        }
    }

    private Entry previous(Identity identity) {
        return identity.generation() == 0 ? Entry.ABSENT : store.find(identity.previous());
    }

    private List<Identity> open() {
        return promises.asked().stream()
                .filter(identity -> store.find(identity) instanceof Entry.Open)
                .toList();
    }

    private <T> void any(List<T> list, Consumer<T> action) {
        if (!list.isEmpty()) {
            action.accept(list.get(random.nextInt(list.size())));
        }
    }

    private boolean mayBegin(SimulatedCall call) {
        return call.stage == Stage.COMMITTED || (call.stage == Stage.MARKED && omitted == Omission.COMMIT_HOOK);
    }

    private List<Effect> happen(Identity identity, Input input) {
        Entry before = store.find(identity);
        Decision decision = ledger.decide(before, input, new Moment(now, random.nextDouble()));
        store.stage(identity, before, decision);
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Cancel(String nonce) ->
                    calls.stream()
                            .filter(call -> call.mark.nonce().equals(nonce) && call.owner == owner)
                            .forEach(this::cancel);
                case Effect.Learn(Evidence evidence) -> holds.learned(evidence, now);
                default -> {}
            }
        }
        return decision.effects();
    }

    private void arrive(Identity identity) {
        boolean word = promises.vouched(identity);
        happen(
                identity,
                new Input.Arrived(
                        "job", "ab", now, null, 0, word, identity.generation(), List.of(), false, previous(identity)));
    }

    private void dispatch(Identity identity) {
        boolean due = store.find(identity) instanceof Entry.Open open
                && open.phase() instanceof Entry.Queued(long dueAt)
                && dueAt <= now;
        if (!due || !outcomes.barrierPassed() || !holds.admits(now)) {
            return;
        }
        String nonce = owner + "." + nonces++;
        for (Effect effect : happen(identity, new Input.Dispatch(nonce, "worker-" + owner, previous(identity)))) {
            if (effect instanceof Effect.Launch(Entry.Mark mark, boolean priorUnproven)) {
                holds.launched(now);
                calls.add(new SimulatedCall(identity, mark, priorUnproven, owner));
            }
        }
    }

    /** By a former owner that does not know it yet: its marker is never committed, and what it took is given back. */
    private void dispatchFenced(Identity identity) {
        outcomes.send(new OutcomeRecord.Released(identity, "fenced." + nonces++, 1, "model"));
    }

    private void commit() {
        apply();
        for (SimulatedCall call : calls) {
            if (call.stage == Stage.MARKED) {
                call.stage = Stage.COMMITTED;
            }
        }
    }

    private void apply() {
        outcomes.commit();
        holds.commit();
        calls.stream().filter(call -> call.stage == Stage.MARKED).forEach(call -> promises.committed(call.mark));
        store.commit();
    }

    /** The transaction fails; now and then it was committed all the same, and only nobody knows. */
    private void abort() {
        if (random.nextInt(4) == 0) {
            apply();
        }
        store.abort();
        outcomes.abort();
        holds.abort();
        calls.stream().filter(call -> call.stage == Stage.MARKED).forEach(this::cancel);
    }

    /** The partition goes to another owner. The former one gives its calls back, freezes, or is dead. */
    private void move() {
        abort();
        int former = owner++;
        outcomes.raiseBarrier();
        int fate = random.nextInt(3);
        for (SimulatedCall call : List.copyOf(calls)) {
            if (call.owner == former && fate == 0) {
                cancel(call);
            } else if (call.owner == former && fate == 1 && call.stage != Stage.OVER) {
                call.stage = Stage.OVER;
            }
        }
        open().forEach(identity -> happen(identity, new Input.Orphaned()));
    }

    private void cancel(SimulatedCall call) {
        if (call.stage == Stage.MARKED || call.stage == Stage.COMMITTED) {
            call.stage = Stage.OVER;
            outcomes.send(new OutcomeRecord.Released(call.identity, call.mark.nonce(), call.mark.attempt(), "model"));
        }
    }

    private void begin(SimulatedCall call) {
        if (!mayBegin(call)) {
            return;
        }
        if (omitted != Omission.START_BY && now - call.mark.markedAt() > START_BY) {
            cancel(call);
            return;
        }
        promises.started(call, store.committed(call.identity), calls);
        call.stage = Stage.STARTED;
        call.made = true;
        call.verdict = kombo.take(call, now);
    }

    private void answer(SimulatedCall call) {
        if (call.stage == Stage.STARTED && call.verdict != null) {
            call.stage = Stage.OVER;
            call.reported = true;
            outcomes.send(new OutcomeRecord.Attempted(
                    call.identity, call.mark.nonce(), call.mark.attempt(), now, now, call.verdict));
        }
    }

    private void hear() {
        switch (outcomes.poll()) {
            case OutcomeRecord.Attempted it -> happen(it.identity(), new Input.Attempted(it, holds.standing()));
            case OutcomeRecord.LookedUp it -> happen(it.identity(), new Input.LookedUp(it));
            case OutcomeRecord.Released it -> happen(it.identity(), new Input.Released(it));
            case OutcomeRecord.Probed _, OutcomeRecord.Commanded _ -> {}
            case null -> {}
        }
    }

    /** Any owner asks, whether or not another one has; now and then the hold lasts too long for the answer. */
    private void lookUp(Identity identity) {
        if (store.find(identity) instanceof Entry.Open open
                && open.phase() instanceof Entry.Verifying verifying
                && verifying.dueAt() <= now) {
            Lookup lookup = kombo.lookUp(identity, verifying.since());
            outcomes.send(new OutcomeRecord.LookedUp(
                    identity, verifying.mark().nonce(), verifying.mark().attempt(), verifying.made() + 1, lookup));
            if (!calm && random.nextInt(20) == 0) {
                happen(identity, new Input.HoldSpent("MODEL"));
            }
        }
    }

    private void judge(Identity identity) {
        if ((outcomes.readToTheEnd() || omitted == Omission.PROBE)
                && store.find(identity) instanceof Entry.Open open
                && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && now - mark.markedAt() > (omitted == Omission.GRACE ? 0 : GRACE)) {
            promises.givenUp(identity, outcomes.has(mark.nonce()));
            happen(identity, new Input.Overdue(mark.nonce(), Standing.GOOD));
        }
    }

    /** A person, or a tool, sends a dead letter again; with or without the word that an unknown one may go. */
    private void replay(Promises.End end) {
        if (end.effect() instanceof Effect.DeadLetter && end.identity().generation() < 4) {
            promises.asked(end.identity().next(), random.nextInt(3) == 0);
        }
    }
}
