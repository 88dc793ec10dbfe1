/** Running the worker: lifecycle, clocks, metrics, logs. */
@NullMarked
package courier.ops;

import org.jspecify.annotations.NullMarked;
