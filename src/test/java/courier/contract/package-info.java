/** Holds the Avro contract to its promises: history, compatibility, documentation. */
@NullMarked
package courier.contract;

import org.jspecify.annotations.NullMarked;
