/** Avro in Confluent's wire format: serdes, the schema registry's client, and whose fault a failure is. */
@NullMarked
package courier.registry;

import org.jspecify.annotations.NullMarked;
