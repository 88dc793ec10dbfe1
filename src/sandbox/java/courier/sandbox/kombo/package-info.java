/** A stand-in for Kombo's API that checks what it is sent, remembers it, and misbehaves as it is told. */
@NullMarked
package courier.sandbox.kombo;

import org.jspecify.annotations.NullMarked;
