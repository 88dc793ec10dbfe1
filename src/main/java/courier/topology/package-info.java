/** The stream as a whole: its topics, and how the stages are wired. */
@NullMarked
package courier.topology;

import org.jspecify.annotations.NullMarked;
