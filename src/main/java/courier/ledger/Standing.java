package courier.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How an intent's integration stands, as far as it changes what an attempt costs: during a hold none does.
 *
 * @param held whether it, or the way to it, is held
 * @param heldUntil when the last hold ended, in milliseconds since the epoch; 0 if there was none
 * @param refusal the code of the refusals for which it is held; null if it is not, or not for that
 */
public record Standing(
        boolean held, long heldUntil, @Nullable String refusal) {

    static final Standing GOOD = new Standing(false, 0, null);

    static Standing of(Health own, Health all) {
        Hold hold = own.hold();
        return new Standing(
                hold != null || all.hold() != null,
                Math.max(all.heldUntil(), own.heldUntil()),
                hold == null ? null : hold.refusal());
    }
}
