package courier.ledger;

import courier.outcome.OutcomeRecord;

/** What flows into the ledger: intents and outcomes, merged into one stream so that one processor owns both. */
public sealed interface LedgerInput {

    /** An encoded {@link courier.avro.internal.ArrivedIntent}. */
    record Intent(byte[] payload) implements LedgerInput {}

    /** A record of the outcomes topic. */
    record Outcome(OutcomeRecord record) implements LedgerInput {}
}
