/** What tests share: the real parts they run against, and names that do not collide. */
@NullMarked
package courier.testing;

import org.jspecify.annotations.NullMarked;
