/** What stands around a worker while it is measured, and what sees it from outside. */
@NullMarked
package courier.bench.ground;

import org.jspecify.annotations.NullMarked;
