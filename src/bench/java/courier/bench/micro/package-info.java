/** Benchmarks of the worker's pure hot paths, and what they need; run by JMH in JVMs of their own. */
@NullMarked
package courier.bench.micro;

import org.jspecify.annotations.NullMarked;
