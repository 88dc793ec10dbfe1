package courier.ledger;

import courier.config.DoubtPolicy;
import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A Kombo that creates applications, and whose answers do not always say so. */
final class SimulatedKombo {

    private final Random random;
    /** Whether a second application of a candidate is refused: some ATSs do. */
    private final boolean refusesSecond;

    /** Ways to answer: the more there are, the more of them leave the outcome open. */
    private final int answers;

    private final Map<Identity, List<Long>> created = new HashMap<>();
    private boolean calm;

    SimulatedKombo(Random random, DoubtPolicy policy) {
        this.random = random;
        this.answers = policy == DoubtPolicy.PARK ? 9 : 16;
        this.refusesSecond = random.nextBoolean();
    }

    /** From now on it creates or refuses, and says which; and whoever asks finds what was created. */
    void calmDown() {
        calm = true;
    }

    /** Whether this generation of the intent, or one before it, created an application. */
    boolean holds(Identity identity) {
        return !times(identity).isEmpty();
    }

    /** How many applications this generation alone created. */
    int created(Identity identity) {
        return created.getOrDefault(identity, List.of()).size();
    }

    private List<Long> times(Identity identity) {
        List<Long> times = new ArrayList<>();
        for (int generation = 0; generation <= identity.generation(); generation++) {
            Identity each = new Identity(identity.integrationId(), identity.intentId(), generation);
            times.addAll(created.getOrDefault(each, List.of()));
        }
        return times;
    }

    /** What a search finds: nothing for a while after the creation, and now and then no answer at all. */
    Lookup lookUp(Identity identity, long since) {
        int luck = calm ? 9 : random.nextInt(10);
        if (luck < 3) {
            return new Lookup.Failed(Cause.of("MODEL", "m"));
        }
        long matches = times(identity).stream().filter(time -> time >= since).count();
        return matches == 0 || luck < 6 ? new Lookup.Missing() : new Lookup.Found(Application.UNNAMED, (int) matches);
    }

    Verdict take(SimulatedCall call, long now) {
        Cause cause = new Cause("ATS.MODEL", null, "m", 500, null);
        boolean refused = refusesSecond && holds(call.identity) && call.priorUnproven;
        Verdict success =
                refused ? new Verdict.AlreadyExists(cause) : new Verdict.Settle(Application.UNNAMED, List.of());
        int luck = calm ? random.nextInt(2) : random.nextInt(answers);
        boolean creates = luck == 0 || luck == 7 || luck == 8 || ((luck == 6 || luck > 8) && random.nextBoolean());
        if (creates && !refused) {
            created.computeIfAbsent(call.identity, _ -> new ArrayList<>()).add(now);
        }
        return switch (luck) {
            case 0 -> success;
            case 1 -> new Verdict.Reject(cause, Delivery.REFUSED, Action.RETRYABLE);
            case 2 -> new Verdict.Retry(cause, null, Delivery.REFUSED);
            case 3 -> new Verdict.Throttle(cause, Scope.INTEGRATION, null);
            case 4 -> new Verdict.Hold(cause, Scope.INTEGRATION, Delivery.REFUSED);
            case 5, 6 -> new Verdict.Retry(cause, null, Delivery.UNKNOWN);
            case 8 -> success;
            default -> new Verdict.Doubt(cause);
        };
    }
}
