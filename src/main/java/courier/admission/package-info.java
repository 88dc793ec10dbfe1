/** May an intent enter: every rule that it must keep before a call is worth making, told all at once. */
@NullMarked
package courier.admission;

import org.jspecify.annotations.NullMarked;
