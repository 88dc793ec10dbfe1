/**
 * What a user would take in Courier's place, each a process of its own that does the same work: intents in, calls, the
 * same events out ({@code RATIONALE.md}, "How the peers are set up").
 */
@NullMarked
package courier.bench.peer;

import org.jspecify.annotations.NullMarked;
