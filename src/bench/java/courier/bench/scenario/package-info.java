/** The scenarios, each a story with its figures and bounds. */
@NullMarked
package courier.bench.scenario;

import org.jspecify.annotations.NullMarked;
