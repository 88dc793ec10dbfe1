/** Dead letters read, selected, counted, and brought back as intents under guard. */
@NullMarked
package courier.replay;

import org.jspecify.annotations.NullMarked;
