/** Courier where brokers and registry demand TLS, credentials and rights. */
@NullMarked
package courier.secure;

import org.jspecify.annotations.NullMarked;
