/** The compiled-in encoding of internal records: Avro behind a version byte, without a registry. */
@NullMarked
package courier.encoding;

import org.jspecify.annotations.NullMarked;
