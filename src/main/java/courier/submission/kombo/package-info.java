/** The call to Kombo: one request, sent at most once, and its answer read with care. */
@NullMarked
package courier.submission.kombo;

import org.jspecify.annotations.NullMarked;
