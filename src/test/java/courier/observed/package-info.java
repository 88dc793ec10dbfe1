/** What operators look at, held against what a worker tells. */
@NullMarked
package courier.observed;

import org.jspecify.annotations.NullMarked;
