package courier.topology;

/** Names of the topology's nodes and of its one repartition; stores are named by their stages. */
final class Names {

    static final String INTENTS = "intents";
    static final String DECODE = "decode";
    static final String DECODED = "decoded-";
    static final String READABLE = "intent";
    static final String UNREADABLE = "unreadable";
    static final String TO_PAYLOAD = "to-payload";
    static final String REPARTITION = "intents-by-integration";
    static final String FROM_REPARTITION = "from-intents-by-integration";
    static final String OUTCOMES = "outcomes";
    static final String FROM_OUTCOMES = "from-outcomes";
    static final String TO_LEDGER = "to-ledger";
    static final String LEDGER = "ledger";
    static final String EVENTS = "events";
    static final String EVENT = "event-";
    static final String SUCCESSES = "successes";
    static final String WARNINGS = "warnings";
    static final String OPERATIONS = "operations";
    static final String DEAD_LETTERS = "dead-letters";
    static final String UNREADABLE_EVENTS = "unreadable-events";
    static final String UNREADABLE_DEAD_LETTERS = "unreadable-dead-letters";

    private Names() {}
}
