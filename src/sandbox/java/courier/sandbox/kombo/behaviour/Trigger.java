package courier.sandbox.kombo.behaviour;

/** For which of the calls that reach it a rule acts. */
public sealed interface Trigger {

    /** All of them. */
    record Always() implements Trigger {}

    /** The first ones, counted since the rule was set. */
    record First(long calls) implements Trigger {}

    /** The nth, the 2nth, and so on. */
    record Every(long nth) implements Trigger {
        public Every {
            if (nth < 1) {
                throw new IllegalArgumentException("every " + nth + "th call: must be 1 or more");
            }
        }
    }

    /** A share of them, drawn by a seeded generator. */
    record Chance(double share, long seed) implements Trigger {
        public Chance {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("a chance of " + share + ": must be between 0 and 1");
            }
        }
    }
}
