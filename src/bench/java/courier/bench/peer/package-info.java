/**
 * What a user would take in Courier's place, each a process of its own that does the same work: intents in, calls, the
 * same events out ({@code RATIONALE.md}, "Why the peers are set up as they are").
 */
@NullMarked
package courier.bench.peer;

import org.jspecify.annotations.NullMarked;
