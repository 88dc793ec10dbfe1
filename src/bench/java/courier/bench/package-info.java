/**
 * Benchmarks on the real parts: what is measured, on which work, and what came of it. {@code mvn -Pbench} runs them;
 * {@code docs/benchmarks.md} holds the last results.
 */
@NullMarked
package courier.bench;

import org.jspecify.annotations.NullMarked;
