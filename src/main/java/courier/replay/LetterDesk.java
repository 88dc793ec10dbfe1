package courier.replay;

import courier.replay.Found.Letter;
import java.util.Optional;

/** Where dead letters are read and brought back. Used by one thread. Throws Kafka's own exceptions. */
public interface LetterDesk extends AutoCloseable {

    /** All that is in the topic now. */
    Bounds all();

    /** Reads what is within the bounds. */
    Reading read(Bounds bounds);

    /** The dead letter at a position; empty if there is none. */
    Optional<Found> at(Position position);

    /**
     * All of a dead letter: the same one, unless it stands in parts, which are read then. Empty if they are not all
     * there, or too large together.
     */
    Optional<Letter> whole(Letter letter);

    /** Whether a record that could not be decoded can be by now. */
    boolean decodes(Letter letter);

    /** How far a session has come; empty if there is none of that name. Changes nothing. */
    Optional<SessionState> session(String name);

    /**
     * Begins a session or takes it over: another process that still runs it can commit nothing from now on.
     *
     * @param fresh where it begins, if there is none of that name
     */
    Session begin(String name, SessionState fresh);

    @Override
    void close();
}
