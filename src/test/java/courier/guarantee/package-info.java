/** What Courier promises, watched from outside while its workers are stopped, killed and joined by others. */
@NullMarked
package courier.guarantee;

import org.jspecify.annotations.NullMarked;
