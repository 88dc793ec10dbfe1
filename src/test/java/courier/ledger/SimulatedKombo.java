package courier.ledger;

import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A Kombo that creates applications, and whose answers do not always say so. */
final class SimulatedKombo {

    private final Random random;
    private final Set<Identity> created = new HashSet<>();
    private boolean calm;

    SimulatedKombo(Random random) {
        this.random = random;
    }

    /** From now on it creates or refuses, and says which. */
    void calmDown() {
        calm = true;
    }

    /** Whether this generation of the intent, or one before it, created an application. */
    boolean holds(Identity identity) {
        for (int generation = 0; generation <= identity.generation(); generation++) {
            if (created.contains(new Identity(identity.integrationId(), identity.intentId(), generation))) {
                return true;
            }
        }
        return false;
    }

    Verdict take(SimulatedCall call) {
        Cause cause = new Cause("ATS.MODEL", null, "m", 500, null);
        Verdict success = holds(call.identity) && call.priorUnproven
                ? new Verdict.AlreadyExists(cause)
                : new Verdict.Settle(Application.UNNAMED, List.of());
        int luck = calm ? random.nextInt(2) : random.nextInt(9);
        boolean creates = luck == 0 || luck >= 7 || (luck == 6 && random.nextBoolean());
        if (creates) {
            created.add(call.identity);
        }
        return switch (luck) {
            case 0 -> success;
            case 1 -> new Verdict.Reject(cause, Delivery.REFUSED, Action.RETRYABLE);
            case 2 -> new Verdict.Retry(cause, null, Delivery.REFUSED);
            case 3 -> new Verdict.Throttle(cause, Scope.INTEGRATION, null);
            case 4 -> new Verdict.Hold(cause, Scope.INTEGRATION, Delivery.REFUSED);
            case 5, 6 -> new Verdict.Retry(cause, null, Delivery.UNKNOWN);
            case 7 -> new Verdict.Doubt(cause);
            default -> success;
        };
    }
}
