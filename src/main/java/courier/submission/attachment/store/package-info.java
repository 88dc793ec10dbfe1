/** The stores that files are read from: S3, web servers, and folders. */
@NullMarked
package courier.submission.attachment.store;

import org.jspecify.annotations.NullMarked;
