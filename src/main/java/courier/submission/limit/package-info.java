/** How much may be under way at a time. */
@NullMarked
package courier.submission.limit;

import org.jspecify.annotations.NullMarked;
