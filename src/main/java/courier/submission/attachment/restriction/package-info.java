/** What an integration's ATS takes of attachments, as Kombo knows it, and whether an application keeps to it. */
@NullMarked
package courier.submission.attachment.restriction;

import org.jspecify.annotations.NullMarked;
