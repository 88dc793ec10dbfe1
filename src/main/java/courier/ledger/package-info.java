/**
 * What is known of each intent, from its arrival to its end: the only writer of durable state.
 *
 * <p>{@link courier.ledger.Ledger} decides, purely; {@link courier.ledger.LedgerProcessor} feeds it and carries out
 * what it decides.
 */
@NullMarked
package courier.ledger;

import org.jspecify.annotations.NullMarked;
