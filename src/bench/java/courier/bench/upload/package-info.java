/** A plain upload client: what a stand-in takes of somebody who promises nothing. */
@NullMarked
package courier.bench.upload;

import org.jspecify.annotations.NullMarked;
