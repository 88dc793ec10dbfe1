package courier.ops;

/**
 * Every way in which a command of Courier ends. The numbers are a contract with whoever starts it: they are never given
 * another meaning.
 */
public enum ExitCode {
    /** The command did what it was asked to; a worker was stopped and left nothing behind. */
    OK(0, "Done; a worker stopped cleanly"),
    /** A bug, or an environment that breaks a contract. */
    INTERNAL_ERROR(1, "Internal error"),
    /** The command line or its input is wrong; nothing was done. */
    INVALID_INPUT(2, "Wrong usage or invalid input"),
    /** The settings break a rule; nothing was started. */
    INVALID_CONFIGURATION(3, "Invalid configuration"),
    /** The topics cannot carry the protocol as they are. */
    TOPICS_WRONG(4, "Topics are missing or wrong"),
    /** The schema registry did not answer, or refused a schema, at start. */
    REGISTRY_UNAVAILABLE(5, "Schema registry unreachable, or it refused, at start"),
    /** No broker answered at start. */
    BROKER_UNAVAILABLE(6, "Kafka unreachable at start"),
    /** More stream threads failed than the budget for replacing them allows. */
    STREAM_FAILED(7, "The stream failed too often"),
    /** The result of a call could not be written in time: rather than forget it silently, the worker ended. */
    OUTCOME_UNDELIVERED(8, "The outcome of a call could not be delivered"),
    /** The worker was stopped and its calls did not end in time: they are in doubt until their outcomes are known. */
    CALLS_LEFT(9, "Stopped, but calls were left running"),
    /** A batch of an input topic is damaged: skipping it is a person's decision. */
    CORRUPT_INPUT(10, "A batch of an input topic is corrupt"),
    /** A command was sent, and no worker has answered it in time; it is carried out when one does. */
    NOT_CONFIRMED(11, "Sent, but not confirmed by a worker in time"),
    /** Another process has taken the replay session over: it goes on there. */
    TAKEN_OVER(12, "Another process has taken the replay session over"),
    /** Kafka does not take the credentials or the certificate, or does not allow what must be done. */
    ACCESS_DENIED(13, "Kafka denies access: credentials, certificate or ACL");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }

    /** For the help text. */
    public String meaning() {
        return meaning;
    }
}
