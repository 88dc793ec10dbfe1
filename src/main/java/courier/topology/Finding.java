package courier.topology;

/**
 * Something about a topic that is not as it should be.
 *
 * @param topic its name
 * @param what the setting, or what else about it
 * @param fix what somebody could do
 */
public record Finding(Severity severity, String topic, String what, String expected, String found, String fix) {

    /** How bad it is. */
    public enum Severity {
        /** The delivery protocol cannot hold: nothing may be started. */
        ERROR,
        /** Worth knowing. */
        WARNING
    }

    static Finding error(String topic, String what, String expected, String found, String fix) {
        return new Finding(Severity.ERROR, topic, what, expected, found, fix);
    }

    static Finding warning(String topic, String what, String expected, String found, String fix) {
        return new Finding(Severity.WARNING, topic, what, expected, found, fix);
    }

    /** For a person, in one line. */
    public String text() {
        return severity + " " + topic + ": " + what + " should be " + expected + ", is " + found + "; " + fix;
    }
}
