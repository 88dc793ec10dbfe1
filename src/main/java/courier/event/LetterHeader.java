package courier.event;

/**
 * The headers of a dead letter's record: what it is about, for tools that read no Avro. Values are text in UTF-8. The
 * first six have the names of Kafka Streams' own dead letters. None quotes an intent or an answer.
 */
public enum LetterHeader {
    EXCEPTION(
            "__streams.errors.exception",
            "The code. Where a record could not be read: the class of the exception, if there was one."),
    MESSAGE("__streams.errors.message", "Code, stage and HTTP status in a sentence of Courier's own."),
    STACKTRACE(
            "__streams.errors.stacktrace",
            "Where reading failed: classes and lines, without the messages, which may quote the record."),
    TOPIC("__streams.errors.topic", "Where the intent's record stood: the topic."),
    PARTITION("__streams.errors.partition", "Its partition."),
    OFFSET("__streams.errors.offset", "Its offset."),
    CODE("courier.code", "The code."),
    STAGE("courier.stage", "The stage: `decode`, `admission`, `ledger` or `submission`."),
    ACTION("courier.action", "What can be done: `retryable`, `needs-correction`, `needs-decision` or `never`."),
    IN_DOUBT("courier.in-doubt", "`true` if the application may have been created all the same, else `false`."),
    INTEGRATION("courier.integration", "The integration; not after the stage `decode`, as the next two."),
    INTENT("courier.intent", "The intent's id."),
    GENERATION("courier.generation", "Its generation."),
    ATTEMPTS("courier.attempts", "How many attempts its history has."),
    HTTP_STATUS("courier.http-status", "The HTTP status of the last answer, if there was one."),
    PART("courier.part", "`2/3`: the second of three parts. Only `1/…` counts as a dead letter. None on a whole one.");

    private final String text;
    private final String meaning;

    LetterHeader(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The header's key. */
    public String text() {
        return text;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }
}
