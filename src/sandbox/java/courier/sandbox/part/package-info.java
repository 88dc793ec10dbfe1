/** The real parts that the sandbox and the tests start as processes of their own: broker, registry and blob store. */
@NullMarked
package courier.sandbox.part;

import org.jspecify.annotations.NullMarked;
