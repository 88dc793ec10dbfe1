/** What an attempt came to: verdicts, and the records of the outcomes topic that carry them back to the ledger. */
@NullMarked
package courier.outcome;

import org.jspecify.annotations.NullMarked;
