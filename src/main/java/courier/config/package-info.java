/** Settings as validated records, and where they are read from. */
@NullMarked
package courier.config;

import org.jspecify.annotations.NullMarked;
