/** Courier delivers job applications, each one once: intent → admission → ledger → submission → outcome → event. */
@NullMarked
package courier;

import org.jspecify.annotations.NullMarked;
