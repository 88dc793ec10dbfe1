package courier.ledger;

import courier.config.DoubtPolicy;
import courier.intent.Identity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the worker promises of a {@link World}'s intents. Each method throws an {@link AssertionError} where what it is
 * told breaks a promise.
 */
final class Promises {

    /** How an intent ended. */
    record End(Identity identity, Effect effect) {}

    /** The most attempts that the model's rules allow. */
    static final int ATTEMPTS = 4;

    private final SimulatedKombo kombo;
    private final DoubtPolicy policy;
    private final Map<Identity, Boolean> asked = new LinkedHashMap<>();
    private final Map<Identity, End> ends = new HashMap<>();
    private final Set<String> committedMarks = new HashSet<>();
    private final Map<Identity, Set<String>> doubts = new HashMap<>();
    private final Map<Identity, Set<String>> warnings = new HashMap<>();

    Promises(SimulatedKombo kombo, DoubtPolicy policy) {
        this.kombo = kombo;
        this.policy = policy;
    }

    /** An identity's delivery is asked for, with or without a person's word that an unknown one may go again. */
    void asked(Identity identity, boolean word) {
        asked.putIfAbsent(identity, word);
    }

    Set<Identity> asked() {
        return asked.keySet();
    }

    boolean vouched(Identity identity) {
        return asked.getOrDefault(identity, false);
    }

    List<End> ends() {
        return List.copyOf(ends.values());
    }

    boolean allEnded() {
        return ends.size() == asked.size();
    }

    void checkAllEnded() {
        asked.keySet().forEach(identity -> check(ends.containsKey(identity), "no end of " + identity));
    }

    void committed(Entry.Mark mark) {
        committedMarks.add(mark.nonce());
    }

    /** A dispatch is declared to be of unknown outcome. */
    void doubted(Identity identity, String nonce) {
        Set<String> its = doubts.computeIfAbsent(identity, _ -> new HashSet<>());
        check(its.add(nonce), "doubted twice: " + nonce);
        check(its.size() <= (policy == DoubtPolicy.RESUBMIT ? ATTEMPTS : its.size()), "called again without an end");
    }

    /** An entry waits again, or has changed while it did: it does not look as if it had just arrived. */
    void cameBack(Identity identity, Entry.Open open) {
        check(!LedgerStores.isUntried(open), "takes itself for new, but was dispatched: " + identity);
    }

    /** Nobody waits for the outcome of a dispatch any longer. */
    void givenUp(Identity identity, boolean onRecord) {
        check(!onRecord, "given up, although its outcome is on record: " + identity);
    }

    void warned(Identity identity, String code) {
        warnings.computeIfAbsent(identity, _ -> new HashSet<>()).add(code);
    }

    /**
     * Whatever was made twice by one generation is in doubt or announced; and nothing is announced without a reason.
     */
    void checkDuplicates(List<SimulatedCall> calls) {
        for (End end : ends.values()) {
            boolean announced = warnings.getOrDefault(end.identity(), Set.of()).contains(Codes.POSSIBLE_DUPLICATE);
            if (kombo.created(end.identity()) > 1 && end.effect() instanceof Effect.Succeed) {
                check(announced, "made twice, and not announced: " + end.identity());
            }
            long dispatched = calls.stream()
                    .filter(call -> sameLine(call.identity, end.identity()))
                    .count();
            check(!announced || dispatched > 1, "announced as made twice, but dispatched once: " + end.identity());
        }
    }

    void ended(End end) {
        check(ends.put(end.identity(), end) == null, "two ends of " + end.identity());
        boolean exists = kombo.holds(end.identity());
        switch (end.effect()) {
            case Effect.Succeed _ -> check(exists, "a success without an application");
            case Effect.DeadLetter letter ->
                check(!exists || !letter.delivery().provenNot(), "declared undelivered, but exists: " + end);
            default -> {}
        }
    }

    /**
     * A call starts.
     *
     * @param committed what is durably known of its intent
     * @param calls every call there is
     */
    void started(SimulatedCall call, @Nullable Entry committed, List<SimulatedCall> calls) {
        check(
                committedMarks.contains(call.mark.nonce()),
                "a call started without a committed marker: " + call.identity);
        check(!(committed instanceof Entry.Settled), "a call started after the end of its intent: " + call.identity);
        calls.stream()
                .filter(it -> it.made)
                .forEach(earlier -> check(
                        mayFollow(earlier, call),
                        "a second call of " + call.identity + " while " + earlier.mark.nonce()
                                + " is open or delivered"));
    }

    /** Only an answer that it is to be called again, a proof that nothing was done, or a person's word excuses one. */
    private boolean mayFollow(SimulatedCall earlier, SimulatedCall call) {
        return !sameLine(earlier.identity, call.identity)
                || earlier.excusesAnother()
                || (policy == DoubtPolicy.RESUBMIT
                        && doubts.getOrDefault(earlier.identity, Set.of()).contains(earlier.mark.nonce()))
                || asked.keySet().stream()
                        .anyMatch(it -> sameLine(it, call.identity)
                                && it.generation() > earlier.identity.generation()
                                && it.generation() <= call.identity.generation()
                                && vouched(it));
    }

    private static boolean sameLine(Identity one, Identity other) {
        return one.intentId().equals(other.intentId());
    }

    private static void check(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }
}
