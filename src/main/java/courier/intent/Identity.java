package courier.intent;

/**
 * What makes an intent the same intent: it is delivered once under its identity.
 *
 * @param integrationId Kombo's integration, which also decides the partition of the ledger
 * @param intentId chosen by the producer, unique within the integration
 * @param generation 0 from a producer; each replay of a dead letter counts up by one
 */
public record Identity(String integrationId, String intentId, int generation) {

    /** The generation before this one; only a replay has one. */
    public Identity previous() {
        if (generation == 0) {
            throw new IllegalStateException("generation 0 has no generation before it");
        }
        return new Identity(integrationId, intentId, generation - 1);
    }

    /** The generation that a replay of this one has. */
    public Identity next() {
        return new Identity(integrationId, intentId, generation + 1);
    }

    @Override
    public String toString() {
        return integrationId + "/" + intentId + "#" + generation;
    }
}
