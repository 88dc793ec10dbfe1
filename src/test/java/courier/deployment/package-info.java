/** Holds what containers are started by to the worker's own settings and to the schemas of those who read it. */
@NullMarked
package courier.deployment;

import org.jspecify.annotations.NullMarked;
