package courier.ops;

/**
 * The keys under which log lines carry values, a fixed list: nothing else is added to a line. None of them ever holds
 * personal data, a payload, a secret or a pre-signed URL. Used as {@code log.atInfo().addKeyValue(LogKey.INTENT.text(),
 * id)}.
 */
public enum LogKey {
    /** The producer's id of an intent. */
    INTENT("intent"),
    /** Kombo's integration. */
    INTEGRATION("integration"),
    /** Kombo's id of the job. */
    JOB("job"),
    /** 0 from a producer; counts up with each replay. */
    GENERATION("generation"),
    /** The number of the attempt, from 1. */
    ATTEMPT("attempt"),
    /** One dispatch of one attempt. */
    NONCE("nonce"),
    /** Kombo's error code, or one of Courier's. */
    CODE("code"),
    /** Status of an HTTP answer. */
    HTTP_STATUS("http_status"),
    /** A store of attachments: its scheme, and its bucket or host. */
    STORE("store"),
    /** A topic's name. */
    TOPIC("topic"),
    /** A partition's number. */
    PARTITION("partition"),
    /** An offset in a partition. */
    OFFSET("offset"),
    /** A Streams task. */
    TASK("task"),
    /** A state of the stream, or of the worker. */
    STATE("state"),
    /** One start of one worker. */
    WORKER("worker"),
    /** Why, in a word or a class name. */
    REASON("reason"),
    /** Where in the code, as a class, method and line. */
    PLACE("place"),
    /** Where the worker's HTTP pages are. */
    ADDRESS("address"),
    /** How many. */
    COUNT("count"),
    /** What a worker has counted in its life, by metric. */
    TALLY("tally"),
    /** How many bytes. */
    BYTES("bytes"),
    /** How long, in milliseconds. */
    DURATION_MS("duration_ms"),
    /** How many milliseconds until the next try. */
    DELAY_MS("delay_ms"),
    /** Courier's version. */
    VERSION("version"),
    /** The number that the process ends with. */
    EXIT_CODE("exit_code");

    private final String text;

    LogKey(String text) {
        this.text = text;
    }

    /** The key as it is written. */
    public String text() {
        return text;
    }
}
