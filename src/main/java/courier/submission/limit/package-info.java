/** How many calls may be in flight. */
@NullMarked
package courier.submission.limit;

import org.jspecify.annotations.NullMarked;
