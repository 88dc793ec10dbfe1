package courier.topology;

import courier.event.Event;

/** What decoding a record came to. */
sealed interface Decoded {

    /** An intent on its way to the ledger: an encoded {@link courier.avro.internal.ArrivedIntent}. */
    record ForLedger(byte[] payload) implements Decoded {}

    /** Its dead letter. */
    record ForDeadLetters(Event event) implements Decoded {}
}
