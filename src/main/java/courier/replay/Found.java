package courier.replay;

import courier.avro.ApplicationDeadLetter;

/** A record of the dead-letter topic. */
public sealed interface Found {

    /** Where it stands. */
    Position position();

    /** A dead letter; of one that stands in parts the first part, which lacks what is large. */
    record Letter(Position position, ApplicationDeadLetter content) implements Found {

        /** Names the dead letter and nothing of the person. */
        @Override
        public String toString() {
            return "Letter[" + position + ", " + content.getCode() + "]";
        }
    }

    /** A record that carries more bytes of a dead letter that began before it, and is none by itself. */
    record Rest(Position position) implements Found {}

    /** A record that is no dead letter, or one that cannot be read as such. */
    record Unreadable(Position position) implements Found {}
}
