/** One attempt at one intent, from its attachments to a verdict. */
@NullMarked
package courier.submission;

import org.jspecify.annotations.NullMarked;
