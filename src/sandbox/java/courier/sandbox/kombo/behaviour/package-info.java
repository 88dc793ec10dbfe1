/** How the stand-in answers: what it does, when, and after how long. */
@NullMarked
package courier.sandbox.kombo.behaviour;

import org.jspecify.annotations.NullMarked;
