/** What a worker says of itself over HTTP: metrics, health, status, and where an intent stands. */
@NullMarked
package courier.status;

import org.jspecify.annotations.NullMarked;
