/** Outcome to event: Avro, key and headers. */
@NullMarked
package courier.event;

import org.jspecify.annotations.NullMarked;
