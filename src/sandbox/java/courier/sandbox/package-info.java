/** A whole Courier on one machine: every part it needs, sample intents, and an account of what became of them. */
@NullMarked
package courier.sandbox;

import org.jspecify.annotations.NullMarked;
