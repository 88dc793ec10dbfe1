/** What we are asked: the intent, its identity, and its forms in Avro and JSON. */
@NullMarked
package courier.intent;

import org.jspecify.annotations.NullMarked;
