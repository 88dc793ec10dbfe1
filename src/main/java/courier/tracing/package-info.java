/** An intent's way as a trace: the context that its record brought, and the spans that a collector is told. */
@NullMarked
package courier.tracing;

import org.jspecify.annotations.NullMarked;
