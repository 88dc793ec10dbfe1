package courier.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * How the intents of each integration have ended since somebody last asked. Only of intents that were let in: the id of
 * one that was not may be anything.
 *
 * <p>Threads: stream threads count, one observer takes.
 */
public final class Ends {

    /** If nobody asks, what is counted stays within this number of integrations. */
    static final int INTEGRATIONS_MAX = 10_000;

    private Map<String, Tally> tallies = new HashMap<>();

    /** Ends of an integration. */
    public record Tally(int successes, int deadLetters) {

        private Tally and(Tally other) {
            return new Tally(successes + other.successes, deadLetters + other.deadLetters);
        }
    }

    /** An intent ended as a success. */
    public void succeeded(String integrationId) {
        add(integrationId, new Tally(1, 0));
    }

    /** An intent ended as a dead letter. */
    public void deadLettered(String integrationId) {
        add(integrationId, new Tally(0, 1));
    }

    private synchronized void add(String integrationId, Tally one) {
        if (tallies.size() < INTEGRATIONS_MAX || tallies.containsKey(integrationId)) {
            tallies.merge(integrationId, one, Tally::and);
        }
    }

    /** What was counted since the last time, by integration. */
    public synchronized Map<String, Tally> take() {
        Map<String, Tally> taken = tallies;
        tallies = new HashMap<>();
        return taken;
    }
}
