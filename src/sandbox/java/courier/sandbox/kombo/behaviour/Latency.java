package courier.sandbox.kombo.behaviour;

import java.time.Duration;

/** How long the stand-in takes to do what it does. */
public sealed interface Latency {

    /** Always the same. */
    record Fixed(Duration delay) implements Latency {}

    /** Anything between two delays, equally likely. */
    record Uniform(Duration least, Duration most, long seed) implements Latency {
        public Uniform {
            if (most.compareTo(least) < 0) {
                throw new IllegalArgumentException("a latency between " + least + " and " + most + ": reversed");
            }
        }
    }

    /** Mostly short with a long tail, as ATSs are. */
    record LogNormal(Duration median, double sigma, long seed) implements Latency {}
}
