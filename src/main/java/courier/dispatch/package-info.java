/**
 * From a committed marker to a started call: the commit fence, the dispatch and its gate, and the way back of its
 * record.
 */
@NullMarked
package courier.dispatch;

import org.jspecify.annotations.NullMarked;
