/** Everything that goes wrong in production, made to go wrong at once, by a plan that can be played again. */
@NullMarked
package courier.chaos;

import org.jspecify.annotations.NullMarked;
