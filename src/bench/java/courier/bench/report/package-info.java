/** Results as a table on the console, as JSON, and as a part of the committed report. */
@NullMarked
package courier.bench.report;

import org.jspecify.annotations.NullMarked;
