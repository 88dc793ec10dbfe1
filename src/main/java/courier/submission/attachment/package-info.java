/** Files on their way from their stores into a request: references, stores, limits, and what was opened. */
@NullMarked
package courier.submission.attachment;

import org.jspecify.annotations.NullMarked;
