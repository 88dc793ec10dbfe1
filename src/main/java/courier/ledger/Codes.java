package courier.ledger;

import java.util.Set;

/** The codes that the ledger itself gives to dead letters and warnings. */
public final class Codes {

    /** The intent breaks the contract's rules; the violations say which. */
    public static final String INVALID_INTENT = "INVALID_INTENT";
    /** Another request came under an identity that is taken. */
    public static final String INTENT_ID_REUSED = "INTENT_ID_REUSED";
    /** The intent is older than the ledger's memory: whether it was delivered before is not known here. */
    public static final String BEYOND_MEMORY = "BEYOND_MEMORY";
    /** The intent's own {@code expires_at} passed before it could be submitted. */
    public static final String EXPIRED = "EXPIRED";
    /** Every attempt the limits allow has been made. */
    public static final String RETRIES_EXHAUSTED = "RETRIES_EXHAUSTED";
    /** A call was dispatched and its outcome never became known. */
    public static final String OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN";
    /** The integration stayed broken for longer than a hold may last. */
    public static final String HOLD_EXPIRED = "HOLD_EXPIRED";
    /** A person holds the integration. */
    public static final String HELD_BY_PERSON = "HELD_BY_PERSON";
    /** Too many intents of the integration were refused alike: the others wait. */
    public static final String DEAD_LETTER_BUDGET = "DEAD_LETTER_BUDGET";
    /** A replay of what has been delivered. */
    public static final String ALREADY_DELIVERED = "ALREADY_DELIVERED";
    /** A replay of what may have been delivered, without a person's word. */
    public static final String PREVIOUS_IN_DOUBT = "PREVIOUS_IN_DOUBT";
    /** A replay of what has not ended yet. */
    public static final String PREVIOUS_OPEN = "PREVIOUS_OPEN";
    /** A replay of a generation that the ledger does not know. */
    public static final String PREVIOUS_UNKNOWN = "PREVIOUS_UNKNOWN";

    /** Warning: the success was inferred, as an earlier attempt had created the application. */
    public static final String ALREADY_EXISTED = "ALREADY_EXISTED";
    /** Warning: an attempt of unknown outcome was confirmed, as Kombo has the application. */
    public static final String CONFIRMED_AFTER_DOUBT = "CONFIRMED_AFTER_DOUBT";
    /** Warning: more than one attempt was answered with success, or may have been carried out. */
    public static final String POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE";
    /** Warning: a dead-lettered intent turned out to have been delivered. */
    public static final String LEARNED_LATE = "LEARNED_LATE";
    /** Warning: a replay was refused; its dead letter says why. */
    public static final String REPLAY_REFUSED = "REPLAY_REFUSED";

    /** All of them. */
    public static final Set<String> ALL = Set.of(
            INVALID_INTENT,
            INTENT_ID_REUSED,
            BEYOND_MEMORY,
            EXPIRED,
            RETRIES_EXHAUSTED,
            OUTCOME_UNKNOWN,
            HOLD_EXPIRED,
            HELD_BY_PERSON,
            DEAD_LETTER_BUDGET,
            ALREADY_DELIVERED,
            PREVIOUS_IN_DOUBT,
            PREVIOUS_OPEN,
            PREVIOUS_UNKNOWN,
            ALREADY_EXISTED,
            CONFIRMED_AFTER_DOUBT,
            POSSIBLE_DUPLICATE,
            LEARNED_LATE,
            REPLAY_REFUSED);

    private Codes() {}
}
