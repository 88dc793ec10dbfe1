package courier.ledger;

/**
 * How an intent's integration stands, as far as it changes what an attempt costs: during a hold none does.
 *
 * @param held whether it, or the way to it, is held
 * @param heldUntil when the last hold ended, in milliseconds since the epoch; 0 if there was none
 */
public record Standing(boolean held, long heldUntil) {

    static final Standing GOOD = new Standing(false, 0);
}
