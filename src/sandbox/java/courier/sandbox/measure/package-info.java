/**
 * What a stand-in's journal tells of speed: calls in flight, how fast freed slots are used again, and when it settles.
 */
@NullMarked
package courier.sandbox.measure;

import org.jspecify.annotations.NullMarked;
