/** What Kombo is told of a file: its content type, and the name that recruiters see. */
@NullMarked
package courier.submission.attachment.label;

import org.jspecify.annotations.NullMarked;
