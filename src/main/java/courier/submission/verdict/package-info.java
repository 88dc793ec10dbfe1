/** What an answer or a failure means for the intent: the one place that says what a 409 is. */
@NullMarked
package courier.submission.verdict;

import org.jspecify.annotations.NullMarked;
