/** Workers that each lack one step of the delivery protocol, to prove that the guarantees would notice. */
@NullMarked
package courier.guarantee.broken;

import org.jspecify.annotations.NullMarked;
