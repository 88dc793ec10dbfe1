package courier.replay;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A replay under way. Of one name there is one at a time: whoever begins it again takes it over. Used by one thread.
 * Throws Kafka's own exceptions; whatever was not committed by then has not happened.
 */
public interface Session extends AutoCloseable {

    /** How a run ends. */
    enum Ending {
        /** All dead letters of the session are dealt with. */
        DONE,
        /** The limit is reached; there may be more. */
        LIMITED,
        /** Another process has taken the session over. */
        TAKEN_OVER
    }

    /**
     * Deals with dead letters until one of the endings.
     *
     * @param limit most replays of the session, those of earlier runs included
     * @param told after each commit
     */
    Ending run(Function<Found, Plan> planner, Pace pace, long limit, Consumer<SessionState> told);

    /** What is committed. */
    SessionState state();

    @Override
    void close();
}
